// Who disputes the White House? Asked by openapi-fetch with the types that openapi-typescript makes.
import createClient from "openapi-fetch";
import type { components, paths } from "./onrecord.js";

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

const { data, error } = await client.GET("/v1/relations", {
  params: { query: { type: ["disputes"], entity: ["white-house"] } },
});
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
console.log(JSON.stringify({ evidence, sides }));
