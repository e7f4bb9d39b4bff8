
      export type PossibleTypesResultData = {
  "possibleTypes": {
    "Entity": [
      "Agency",
      "Country",
      "Deal",
      "Document",
      "Event",
      "Organization",
      "Person",
      "Program",
      "Technology"
    ],
    "Node": [
      "Advances",
      "Agency",
      "Attendance",
      "BelongsTo",
      "Comment",
      "Country",
      "Coverage",
      "Deal",
      "Document",
      "Establishment",
      "Event",
      "Foundation",
      "Involvement",
      "Organization",
      "PartOf",
      "PartyTo",
      "Person",
      "Post",
      "Program",
      "Runs",
      "Signature",
      "SignedAt",
      "Supports",
      "Technology",
      "Venue"
    ],
    "Relationship": [
      "Advances",
      "Attendance",
      "BelongsTo",
      "Comment",
      "Coverage",
      "Establishment",
      "Foundation",
      "Involvement",
      "PartOf",
      "PartyTo",
      "Post",
      "Runs",
      "Signature",
      "SignedAt",
      "Supports",
      "Venue"
    ]
  }
};
      const result: PossibleTypesResultData = {
  "possibleTypes": {
    "Entity": [
      "Agency",
      "Country",
      "Deal",
      "Document",
      "Event",
      "Organization",
      "Person",
      "Program",
      "Technology"
    ],
    "Node": [
      "Advances",
      "Agency",
      "Attendance",
      "BelongsTo",
      "Comment",
      "Country",
      "Coverage",
      "Deal",
      "Document",
      "Establishment",
      "Event",
      "Foundation",
      "Involvement",
      "Organization",
      "PartOf",
      "PartyTo",
      "Person",
      "Post",
      "Program",
      "Runs",
      "Signature",
      "SignedAt",
      "Supports",
      "Technology",
      "Venue"
    ],
    "Relationship": [
      "Advances",
      "Attendance",
      "BelongsTo",
      "Comment",
      "Coverage",
      "Establishment",
      "Foundation",
      "Involvement",
      "PartOf",
      "PartyTo",
      "Post",
      "Runs",
      "Signature",
      "SignedAt",
      "Supports",
      "Venue"
    ]
  }
};
      export default result;
    