// What the compiler knows of the fields of claims. Never run: each error that is expected must be one.
import createClient from "openapi-fetch";
import type { paths } from "./onrecord.js";

const usual = createClient<paths, "application/json">();
const whole = (await usual.GET("/v1/claims")).data;
export const texts: string[] | undefined = whole?.items.map((claim) => claim.text);
// @ts-expect-error: no field of a claim
whole?.items.map((claim) => claim.words);
// @ts-expect-error: no parameter of claims
await usual.GET("/v1/claims", { params: { query: { speakers: ["white-house"] } } });

const sparse = createClient<paths, "application/vnd.onrecord.sparse+json">();
const few = (await sparse.GET("/v1/claims", { params: { query: { fields: ["text"] } } })).data;
export const ids: string[] | undefined = few?.items.map((claim) => claim.id);
// @ts-expect-error: of what was not asked for there is nothing
export const quotations: string[] | undefined = few?.items.map((claim) => claim.quotation);
