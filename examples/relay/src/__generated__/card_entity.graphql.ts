/**
 * @generated SignedSource<<167098a00cb0bdf2b8d3c134a31d75d8>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import { ReaderFragment } from 'relay-runtime';
import { FragmentRefs } from "relay-runtime";
export type card_entity$data = {
  readonly id: string;
  readonly name: string;
  readonly summary: string | null | undefined;
  readonly " $fragmentType": "card_entity";
};
export type card_entity$key = {
  readonly " $data"?: card_entity$data;
  readonly " $fragmentSpreads": FragmentRefs<"card_entity">;
};

import cardRefetchQuery_graphql from './cardRefetchQuery.graphql';

const node: ReaderFragment = {
  "argumentDefinitions": [],
  "kind": "Fragment",
  "metadata": {
    "refetch": {
      "connection": null,
      "fragmentPathInResult": [
        "node"
      ],
      "operation": cardRefetchQuery_graphql,
      "identifierInfo": {
        "identifierField": "id",
        "identifierQueryVariableName": "id"
      }
    }
  },
  "name": "card_entity",
  "selections": [
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "id",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "name",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "summary",
      "storageKey": null
    }
  ],
  "type": "Entity",
  "abstractKey": "__isEntity"
};

(node as any).hash = "d1f5a8287ad27f46f3318257d31e36b6";

export default node;
