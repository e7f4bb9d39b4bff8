/**
 * @generated SignedSource<<4a77b6bdf0508d5054b7122db3b406ff>>
 * @relayHash b75a6c6745b45b6a961220db120695e5
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

// @relayRequestID 30edb62b91816deac8088272430fd61af377f649efe5b6fe886440fea039b0ca

import { ConcreteRequest } from 'relay-runtime';
import { FragmentRefs } from "relay-runtime";
export type technologiesQuery$variables = Record<PropertyKey, never>;
export type technologiesQuery$data = {
  readonly all: {
    readonly totalCount: number;
  };
  readonly " $fragmentSpreads": FragmentRefs<"technologies_list">;
};
export type technologiesQuery = {
  response: technologiesQuery$data;
  variables: technologiesQuery$variables;
};

const node: ConcreteRequest = (function(){
var v0 = {
  "alias": "all",
  "args": null,
  "concreteType": "TechnologyConnection",
  "kind": "LinkedField",
  "name": "technologies",
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
v1 = [
  {
    "kind": "Literal",
    "name": "first",
    "value": 25
  },
  {
    "kind": "Literal",
    "name": "orderBy",
    "value": [
      {
        "name": "ASC"
      }
    ]
  }
];
return {
  "fragment": {
    "argumentDefinitions": [],
    "kind": "Fragment",
    "metadata": null,
    "name": "technologiesQuery",
    "selections": [
      {
        "args": null,
        "kind": "FragmentSpread",
        "name": "technologies_list"
      },
      (v0/*:: as any*/)
    ],
    "type": "Query",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": [],
    "kind": "Operation",
    "name": "technologiesQuery",
    "selections": [
      {
        "alias": null,
        "args": (v1/*:: as any*/),
        "concreteType": "TechnologyConnection",
        "kind": "LinkedField",
        "name": "technologies",
        "plural": false,
        "selections": [
          {
            "alias": null,
            "args": null,
            "concreteType": "TechnologyEdge",
            "kind": "LinkedField",
            "name": "edges",
            "plural": true,
            "selections": [
              {
                "alias": null,
                "args": null,
                "concreteType": "Technology",
                "kind": "LinkedField",
                "name": "node",
                "plural": false,
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
                    "name": "__typename",
                    "storageKey": null
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
        "storageKey": "technologies(first:25,orderBy:[{\"name\":\"ASC\"}])"
      },
      {
        "alias": null,
        "args": (v1/*:: as any*/),
        "filters": [
          "orderBy"
        ],
        "handle": "connection",
        "key": "technologies_technologies",
        "kind": "LinkedHandle",
        "name": "technologies"
      },
      (v0/*:: as any*/)
    ]
  },
  "params": {
    "id": "30edb62b91816deac8088272430fd61af377f649efe5b6fe886440fea039b0ca",
    "metadata": {},
    "name": "technologiesQuery",
    "operationKind": "query",
    "text": null
  }
};
})();

(node as any).hash = "0e429d78d4b95d202a106c867eff7478";

export default node;
