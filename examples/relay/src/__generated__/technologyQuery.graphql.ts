/**
 * @generated SignedSource<<e0315c0fbf3ee688582e0ac7f5023507>>
 * @relayHash 3f8b3024f32d76593bf7dff661b01026
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

// @relayRequestID 354760461afa8bd8feb8a0dbf1262e160fe8f4392e24863242ea5dfb4f43fb15

import { ConcreteRequest } from 'relay-runtime';
export type technologyQuery$variables = {
  id: string;
};
export type technologyQuery$data = {
  readonly technology: {
    readonly coveredBy: {
      readonly edges: ReadonlyArray<{
        readonly node: {
          readonly id: string;
        };
        readonly relationship: {
          readonly commitment: string | null | undefined;
          readonly id: string;
        };
      }>;
    };
  } | null | undefined;
};
export type technologyQuery = {
  response: technologyQuery$data;
  variables: technologyQuery$variables;
};

const node: ConcreteRequest = (function(){
var v0 = [
  {
    "defaultValue": null,
    "kind": "LocalArgument",
    "name": "id"
  }
],
v1 = [
  {
    "kind": "Variable",
    "name": "id",
    "variableName": "id"
  }
],
v2 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "id",
  "storageKey": null
},
v3 = {
  "alias": null,
  "args": null,
  "concreteType": "TechnologyCoveredByConnection",
  "kind": "LinkedField",
  "name": "coveredBy",
  "plural": false,
  "selections": [
    {
      "alias": null,
      "args": null,
      "concreteType": "TechnologyCoveredByEdge",
      "kind": "LinkedField",
      "name": "edges",
      "plural": true,
      "selections": [
        {
          "alias": null,
          "args": null,
          "concreteType": "Deal",
          "kind": "LinkedField",
          "name": "node",
          "plural": false,
          "selections": [
            (v2/*:: as any*/)
          ],
          "storageKey": null
        },
        {
          "alias": null,
          "args": null,
          "concreteType": "Coverage",
          "kind": "LinkedField",
          "name": "relationship",
          "plural": false,
          "selections": [
            (v2/*:: as any*/),
            {
              "alias": null,
              "args": null,
              "kind": "ScalarField",
              "name": "commitment",
              "storageKey": null
            }
          ],
          "storageKey": null
        }
      ],
      "storageKey": null
    }
  ],
  "storageKey": null
};
return {
  "fragment": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Fragment",
    "metadata": null,
    "name": "technologyQuery",
    "selections": [
      {
        "alias": null,
        "args": (v1/*:: as any*/),
        "concreteType": "Technology",
        "kind": "LinkedField",
        "name": "technology",
        "plural": false,
        "selections": [
          (v3/*:: as any*/)
        ],
        "storageKey": null
      }
    ],
    "type": "Query",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Operation",
    "name": "technologyQuery",
    "selections": [
      {
        "alias": null,
        "args": (v1/*:: as any*/),
        "concreteType": "Technology",
        "kind": "LinkedField",
        "name": "technology",
        "plural": false,
        "selections": [
          (v3/*:: as any*/),
          (v2/*:: as any*/)
        ],
        "storageKey": null
      }
    ]
  },
  "params": {
    "id": "354760461afa8bd8feb8a0dbf1262e160fe8f4392e24863242ea5dfb4f43fb15",
    "metadata": {},
    "name": "technologyQuery",
    "operationKind": "query",
    "text": null
  }
};
})();

(node as any).hash = "96dbd5e7f0d1cf8a3c7c3098443c760f";

export default node;
