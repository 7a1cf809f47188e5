// Who disputes the White House? Asked by openapi-fetch with the types that openapi-typescript makes.
import createClient from "openapi-fetch";
import type { components, operations, paths } from "./onrecord.js";

type Claim = components["schemas"]["Claim"];

type Usual = "application/json" | "application/problem+json";

const client = createClient<paths, Usual>({ baseUrl: process.argv[2] ?? "" });

async function claim(id: string): Promise<Claim> {
  const { data, error } = await client.GET("/v1/claims/{claim_id}", {
    params: { path: { claim_id: id } },
  });
  if (error) throw new Error(`${error.status} ${error.detail}`);
  return data;
}

type Asked = operations["list_relations"]["parameters"]["query"];

const query: Asked = { type: ["disputes"], entity: ["white-house"] };
const { data, error, response } = await client.GET("/v1/relations", { params: { query } });
if (error) throw new Error(`${error.status} ${error.detail}`);
const [dispute, ...more] = data.items;
if (!dispute || more.length) throw new Error(`${data.items.length} disputes`);
const sides = await Promise.all(
  dispute.claims.map(async ({ id }) => {
    const { speakers, text, quotation, said_on } = await claim(id);
    return {
      speakers: speakers.map((speaker) => speaker.name),
      text,
      quoted: quotation !== "indirect",
      day: said_on,
    };
  }),
);
const evidence = dispute.evidence.map((piece) => piece.exact);
const header = { "If-None-Match": response.headers.get("ETag") ?? "", "X-Request-ID": "again" };
const again = (await client.GET("/v1/relations", { params: { query, header } })).response;
const known = again.status === 304;
console.log(JSON.stringify({ evidence, sides, known, name: again.headers.get("X-Request-ID") }));
