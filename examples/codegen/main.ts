import assert from 'node:assert/strict';

import { graphql } from '../generated';
import { AnswerError, ask } from './ask';
import { daysOf } from './date';

const url = process.env['DEALGRAPH_URL'] ?? 'http://127.0.0.1:8080';

const signed = graphql(`
  query Signed($from: Date!, $to: Date!, $first: Int) {
    deals(where: { date: { overlaps: { from: $from, to: $to } } }, orderBy: [{ date: ASC }], first: $first) {
      nodes {
        name
        date
        signatories {
          edges {
            node {
              name
            }
            relationship {
              capacity
            }
          }
        }
      }
    }
  }
`);

const found = graphql(`
  query Found($text: String!) {
    search(text: $text, first: 5) {
      edges {
        matched
        node {
          __typename
          id
          name
          ... on Event {
            status
          }
        }
      }
    }
  }
`);

async function main(): Promise<void> {
  const { deals } = await ask(url, signed, { from: '2025-09', to: '2025-10' });
  for (const deal of deals.nodes) {
    assert.ok(deal.date, 'a deal without a date overlaps with nothing');
    const [first, last] = daysOf(deal.date);
    assert.ok(first <= last && last >= new Date('2025-09-01') && first <= new Date('2025-10-31'));
    console.log(`${deal.date.padEnd(10)} ${deal.name}: ${deal.signatories.edges.map(({ node }) => node.name).join(', ') || 'nobody that we know of'}`);
  }
  assert.deepEqual(deals.nodes.map((deal) => deal.date), ['2025-09', '2025-10-29']);

  const { search } = await ask(url, found, { text: 'gyeongju' });
  for (const { matched, node } of search.edges) {
    if (node.__typename === 'Event') console.log(`${matched}: ${node.id}, ${node.status}`); // only an Event has a status
  }
  assert.ok(search.edges.some(({ node }) => node.__typename === 'Event'));

  await assert.rejects(ask(url, signed, { from: '2025', to: '2025', first: 1000 }), (error) => error instanceof AnswerError && error.code === 'BAD_USER_INPUT');

  // What the compiler refuses, tsc checks: a line with such a comment must be wrong.
  // @ts-expect-error a variable is missing
  void (() => ask(url, signed, { from: '2025' }));
  // @ts-expect-error a date is a text
  void (() => ask(url, signed, { from: 2025, to: 2026 }));
  // @ts-expect-error the summary was not asked for
  void (() => deals.nodes[0]?.summary);
}

void main();
