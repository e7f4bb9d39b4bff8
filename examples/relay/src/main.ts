import assert from 'node:assert/strict';

import { commitLocalUpdate, type Environment } from 'relay-runtime';

import type { card_entity$key } from './__generated__/card_entity.graphql';
import type { cardQuery } from './__generated__/cardQuery.graphql';
import type { claims_list$key } from './__generated__/claims_list.graphql';
import type { claimsQuery } from './__generated__/claimsQuery.graphql';
import type { deal_covers$key } from './__generated__/deal_covers.graphql';
import type { dealQuery } from './__generated__/dealQuery.graphql';
import type { technologies_list$key } from './__generated__/technologies_list.graphql';
import type { technologiesQuery } from './__generated__/technologiesQuery.graphql';
import type { technologyQuery } from './__generated__/technologyQuery.graphql';
import * as cards from './card';
import * as claims from './claims';
import * as deals from './deal';
import { createEnvironment } from './environment';
import { ask, loadAll, read, refetch } from './paging';
import * as lists from './technologies';
import * as technologies from './technology';

const url = process.env['DEALGRAPH_URL'] ?? 'http://127.0.0.1:8080';
const id = 'us-korea-tpd';

/** A list below the root. */
async function everyTechnology(environment: Environment): Promise<void> {
  const data = await ask<technologiesQuery>(environment, lists.technologiesQuery, {});
  const pages = await loadAll(environment, lists.technologiesList, data, 25);
  const ids = read<technologies_list$key>(environment, lists.technologiesList, data).technologies.edges.map((edge) => edge.node.id);
  assert.ok(pages > 2);
  assert.equal(ids.length, data.all.totalCount);
  assert.equal(new Set(ids).size, ids.length, 'no technology stands there twice');
  console.log(`${ids.length} technologies, in ${pages} pages`);
}

/** A list below a node, whose pages come through node(id:). */
async function whatADealCovers(environment: Environment): Promise<string> {
  const { deal } = await ask<dealQuery>(environment, deals.dealQuery, { id });
  assert.ok(deal);
  const pages = await loadAll(environment, deals.dealCovers, deal, 20);
  const { edges } = read<deal_covers$key>(environment, deals.dealCovers, deal).covers;
  const covered = new Set(edges.map((edge) => edge.node.id));
  assert.ok(pages > 2);
  assert.equal(covered.size, deal.all.aggregate.node.count, 'all technologies are there');
  assert.equal(edges.length, covered.size, 'each once');
  console.log(`${id} covers ${edges.length} technologies, in ${pages} pages`);
  return edges[0]!.node.id;
}

/** All claims, also where several lead to one technology. */
async function whatIsClaimed(environment: Environment): Promise<void> {
  const data = await ask<claimsQuery>(environment, claims.claimsQuery, { deal: id });
  await loadAll(environment, claims.claimsList, data, 50);
  const { edges } = read<claims_list$key>(environment, claims.claimsList, data).relationships;
  const ids = new Set(edges.map((edge) => edge.node.id));
  const covered = new Set(edges.map((edge) => edge.node.to.id));
  assert.equal(ids.size, data.all.totalCount);
  assert.ok(covered.size < ids.size);
  console.log(`${ids.size} claims say so`);
}

/** A relationship is one record, from whichever end it was read. */
async function fromTheOtherEnd(environment: Environment, technology: string): Promise<void> {
  const data = await ask<technologyQuery>(environment, technologies.technologyQuery, { id: technology });
  const edge = data.technology?.coveredBy.edges.find((edge) => edge.node.id === id);
  assert.ok(edge);
  const record = environment.getStore().getSource().get(edge.relationship.id);
  assert.equal(record?.['__typename'], 'Coverage');
  assert.ok(record && 'area' in record && 'commitment' in record, 'what was asked from either end is in one record');
  console.log(`${edge.relationship.id} is one record`);
}

/** What changed comes through node(id:), for any type. */
async function again(environment: Environment): Promise<void> {
  const { node } = await ask<cardQuery>(environment, cards.cardQuery, { id: 'bae-kyung-hoon' });
  assert.ok(node?.card);
  const before = read<card_entity$key>(environment, cards.card, node.card);
  commitLocalUpdate(environment, (store) => store.get(before.id)!.setValue('Somebody else', 'name'));
  assert.equal(read<card_entity$key>(environment, cards.card, node.card).name, 'Somebody else');
  await refetch(environment, cards.card, before.id);
  assert.deepEqual(read<card_entity$key>(environment, cards.card, node.card), before);
  console.log(`${before.name} was asked for again`);
}

/** Records are kept by their id, all others (edges, connections) below the record that leads to them. */
function theStoreIsRight(environment: Environment): void {
  const source = environment.getStore().getSource();
  for (const key of source.getRecordIDs()) {
    const record = source.get(key);
    if (record && typeof record['id'] === 'string') assert.equal(key, record['id']);
    else assert.match(key, /^client:/);
  }
  console.log(`${source.size()} records, each by its id`);
}

/** A server of trusted documents runs those of persisted.json, and nothing else. */
async function nothingElseRuns(): Promise<void> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: '{ deals { totalCount } }' }),
  });
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] };
  assert.equal(data, undefined);
  assert.equal(errors?.[0]?.extensions.code, 'FORBIDDEN', 'start the server with --trusted-documents examples/relay/persisted.json');
}

async function main(): Promise<void> {
  const environment = createEnvironment(url);
  await everyTechnology(environment);
  const technology = await whatADealCovers(environment);
  await whatIsClaimed(environment);
  await fromTheOtherEnd(environment, technology);
  await again(environment);
  theStoreIsRight(environment);
  await nothingElseRuns();
}

void main();
