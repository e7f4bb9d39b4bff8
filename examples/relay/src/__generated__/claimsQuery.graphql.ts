/**
 * @generated SignedSource<<b5eb92c55244abae35b9b9b4ecda3e62>>
 * @relayHash 67cb88f5ec9ce52dd908be3ef043e00c
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

// @relayRequestID d21af052450b012f3e2b6bcdf77b55395b1e67ea44535ea21a8483eee451baca

import { ConcreteRequest } from 'relay-runtime';
import { FragmentRefs } from "relay-runtime";
export type claimsQuery$variables = {
  deal: string;
};
export type claimsQuery$data = {
  readonly all: {
    readonly totalCount: number;
  };
  readonly " $fragmentSpreads": FragmentRefs<"claims_list">;
};
export type claimsQuery = {
  response: claimsQuery$data;
  variables: claimsQuery$variables;
};

const node: ConcreteRequest = (function(){
var v0 = [
  {
    "defaultValue": null,
    "kind": "LocalArgument",
    "name": "deal"
  }
],
v1 = {
  "kind": "Literal",
  "name": "types",
  "value": [
    "COVERS"
  ]
},
v2 = {
  "fields": [
    {
      "fields": [
        {
          "fields": [
            {
              "kind": "Variable",
              "name": "eq",
              "variableName": "deal"
            }
          ],
          "kind": "ObjectValue",
          "name": "id"
        }
      ],
      "kind": "ObjectValue",
      "name": "from"
    }
  ],
  "kind": "ObjectValue",
  "name": "where"
},
v3 = {
  "alias": "all",
  "args": [
    (v1/*:: as any*/),
    (v2/*:: as any*/)
  ],
  "concreteType": "RelationshipConnection",
  "kind": "LinkedField",
  "name": "relationships",
  "plural": false,
  "selections": [
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "totalCount",
      "storageKey": null
    }
  ],
  "storageKey": null
},
v4 = [
  {
    "kind": "Literal",
    "name": "first",
    "value": 50
  },
  (v1/*:: as any*/),
  (v2/*:: as any*/)
],
v5 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "__typename",
  "storageKey": null
},
v6 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "id",
  "storageKey": null
};
return {
  "fragment": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Fragment",
    "metadata": null,
    "name": "claimsQuery",
    "selections": [
      {
        "args": [
          {
            "kind": "Variable",
            "name": "deal",
            "variableName": "deal"
          }
        ],
        "kind": "FragmentSpread",
        "name": "claims_list"
      },
      (v3/*:: as any*/)
    ],
    "type": "Query",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Operation",
    "name": "claimsQuery",
    "selections": [
      {
        "alias": null,
        "args": (v4/*:: as any*/),
        "concreteType": "RelationshipConnection",
        "kind": "LinkedField",
        "name": "relationships",
        "plural": false,
        "selections": [
          {
            "alias": null,
            "args": null,
            "concreteType": "RelationshipEdge",
            "kind": "LinkedField",
            "name": "edges",
            "plural": true,
            "selections": [
              {
                "alias": null,
                "args": null,
                "concreteType": null,
                "kind": "LinkedField",
                "name": "node",
                "plural": false,
                "selections": [
                  (v5/*:: as any*/),
                  (v6/*:: as any*/),
                  {
                    "alias": null,
                    "args": null,
                    "concreteType": null,
                    "kind": "LinkedField",
                    "name": "to",
                    "plural": false,
                    "selections": [
                      (v5/*:: as any*/),
                      (v6/*:: as any*/),
                      {
                        "alias": null,
                        "args": null,
                        "kind": "ScalarField",
                        "name": "name",
                        "storageKey": null
                      }
                    ],
                    "storageKey": null
                  },
                  {
                    "kind": "InlineFragment",
                    "selections": [
                      {
                        "alias": null,
                        "args": null,
                        "kind": "ScalarField",
                        "name": "area",
                        "storageKey": null
                      }
                    ],
                    "type": "Coverage",
                    "abstractKey": null
                  }
                ],
                "storageKey": null
              },
              {
                "alias": null,
                "args": null,
                "kind": "ScalarField",
                "name": "cursor",
                "storageKey": null
              }
            ],
            "storageKey": null
          },
          {
            "alias": null,
            "args": null,
            "concreteType": "PageInfo",
            "kind": "LinkedField",
            "name": "pageInfo",
            "plural": false,
            "selections": [
              {
                "alias": null,
                "args": null,
                "kind": "ScalarField",
                "name": "endCursor",
                "storageKey": null
              },
              {
                "alias": null,
                "args": null,
                "kind": "ScalarField",
                "name": "hasNextPage",
                "storageKey": null
              }
            ],
            "storageKey": null
          }
        ],
        "storageKey": null
      },
      {
        "alias": null,
        "args": (v4/*:: as any*/),
        "filters": [
          "types",
          "where"
        ],
        "handle": "connection",
        "key": "claims_relationships",
        "kind": "LinkedHandle",
        "name": "relationships"
      },
      (v3/*:: as any*/)
    ]
  },
  "params": {
    "id": "d21af052450b012f3e2b6bcdf77b55395b1e67ea44535ea21a8483eee451baca",
    "metadata": {},
    "name": "claimsQuery",
    "operationKind": "query",
    "text": null
  }
};
})();

(node as any).hash = "c131ce5ee8857584fbd6af3edfccac9e";

export default node;
