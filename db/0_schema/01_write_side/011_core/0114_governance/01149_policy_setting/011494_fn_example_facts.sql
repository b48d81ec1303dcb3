-- 011494  specql_governance.example_facts()
-- Generated: UPDATE_POLICY_FACTS=1 npx vitest run test/sql/policy-rules.test.ts

create or replace function specql_governance.example_facts()
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  return '{
 "tables": {
  "shop.firms": {
   "kind": "r",
   "rows": 10,
   "owned": true,
   "columns": {
    "id": {
     "type": "bigint",
     "default": false,
     "identity": true,
     "not_null": true,
     "generated": false
    },
    "name": {
     "type": "text",
     "default": false,
     "identity": false,
     "not_null": true,
     "generated": false
    }
   },
   "comment": false,
   "inbound": [
    "shop.buyers"
   ],
   "indexes": {
    "firms_pkey": {
     "valid": true,
     "method": "btree",
     "unique": true,
     "columns": [
      "id"
     ],
     "partial": false,
     "constraint": "firms_pkey"
    }
   },
   "policies": 0,
   "unlogged": false,
   "dependents": [
    {
     "kind": "foreign key",
     "name": "buyers_firm_fk of shop.buyers",
     "column": "id"
    }
   ],
   "constraints": {
    "firms_pkey": {
     "kind": "primary_key",
     "target": null,
     "columns": [
      "id"
     ],
     "validated": true,
     "expression": null
    }
   },
   "row_security": false,
   "partition_key": null
  },
  "shop.sales": {
   "kind": "p",
   "rows": 0,
   "owned": true,
   "columns": {
    "id": {
     "type": "bigint",
     "default": false,
     "identity": false,
     "not_null": true,
     "generated": false
    },
    "day": {
     "type": "date",
     "default": false,
     "identity": false,
     "not_null": true,
     "generated": false
    }
   },
   "comment": false,
   "inbound": [],
   "indexes": {
    "sales_pkey": {
     "valid": true,
     "method": "btree",
     "unique": true,
     "columns": [
      "id",
      "day"
     ],
     "partial": false,
     "constraint": "sales_pkey"
    }
   },
   "policies": 0,
   "unlogged": false,
   "dependents": [],
   "constraints": {
    "sales_pkey": {
     "kind": "primary_key",
     "target": null,
     "columns": [
      "id",
      "day"
     ],
     "validated": true,
     "expression": null
    }
   },
   "row_security": false,
   "partition_key": [
    "day"
   ]
  },
  "shop.buyers": {
   "kind": "r",
   "rows": 5000,
   "owned": true,
   "columns": {
    "id": {
     "type": "bigint",
     "default": false,
     "identity": true,
     "not_null": true,
     "generated": false
    },
    "age": {
     "type": "integer",
     "default": false,
     "identity": false,
     "not_null": false,
     "generated": false
    },
    "name": {
     "type": "character varying(50)",
     "default": false,
     "identity": false,
     "not_null": false,
     "generated": false
    },
    "note": {
     "type": "text",
     "default": false,
     "identity": false,
     "not_null": false,
     "generated": false
    },
    "email": {
     "type": "character varying(255)",
     "default": false,
     "identity": false,
     "not_null": true,
     "generated": false
    },
    "state": {
     "type": "shop.order_state",
     "default": true,
     "identity": false,
     "not_null": false,
     "generated": false
    },
    "amount": {
     "type": "integer",
     "default": false,
     "identity": false,
     "not_null": false,
     "generated": false
    },
    "firm_id": {
     "type": "bigint",
     "default": false,
     "identity": false,
     "not_null": false,
     "generated": false
    },
    "profile": {
     "type": "jsonb",
     "default": false,
     "identity": false,
     "not_null": false,
     "generated": false
    },
    "created_at": {
     "type": "timestamp with time zone",
     "default": true,
     "identity": false,
     "not_null": true,
     "generated": false
    }
   },
   "comment": false,
   "inbound": [],
   "indexes": {
    "buyers_pkey": {
     "valid": true,
     "method": "btree",
     "unique": true,
     "columns": [
      "id"
     ],
     "partial": false,
     "constraint": "buyers_pkey"
    },
    "idx_buyers_email": {
     "valid": true,
     "method": "btree",
     "unique": false,
     "columns": [
      "email"
     ],
     "partial": false,
     "constraint": null
    },
    "buyers_email_uidx": {
     "valid": true,
     "method": "btree",
     "unique": true,
     "columns": [
      "email"
     ],
     "partial": false,
     "constraint": null
    }
   },
   "policies": 0,
   "unlogged": false,
   "dependents": [
    {
     "kind": "materialized view",
     "name": "shop.firm_sizes",
     "column": "firm_id"
    },
    {
     "kind": "materialized view",
     "name": "shop.firm_sizes",
     "column": "id"
    }
   ],
   "constraints": {
    "buyers_pkey": {
     "kind": "primary_key",
     "target": null,
     "columns": [
      "id"
     ],
     "validated": true,
     "expression": null
    },
    "buyers_firm_fk": {
     "kind": "foreign_key",
     "target": "shop.firms",
     "columns": [
      "firm_id"
     ],
     "validated": true,
     "expression": null
    },
    "buyers_unchecked": {
     "kind": "check",
     "target": null,
     "columns": [
      "amount"
     ],
     "validated": false,
     "expression": "(amount >= 0)"
    },
    "buyers_email_check": {
     "kind": "check",
     "target": null,
     "columns": [
      "email"
     ],
     "validated": true,
     "expression": "(length((email)::text) > 0)"
    }
   },
   "row_security": false,
   "partition_key": null
  },
  "shop.events": {
   "kind": "r",
   "rows": 5000,
   "owned": true,
   "columns": {
    "id": {
     "type": "bigint",
     "default": false,
     "identity": false,
     "not_null": false,
     "generated": false
    },
    "code": {
     "type": "text",
     "default": false,
     "identity": false,
     "not_null": true,
     "generated": false
    },
    "firm_id": {
     "type": "bigint",
     "default": false,
     "identity": false,
     "not_null": false,
     "generated": false
    },
    "buyer_id": {
     "type": "bigint",
     "default": false,
     "identity": false,
     "not_null": false,
     "generated": false
    }
   },
   "comment": false,
   "inbound": [],
   "indexes": {
    "events_id_uidx": {
     "valid": true,
     "method": "btree",
     "unique": true,
     "columns": [
      "id"
     ],
     "partial": false,
     "constraint": null
    },
    "events_code_uidx": {
     "valid": true,
     "method": "btree",
     "unique": true,
     "columns": [
      "code"
     ],
     "partial": false,
     "constraint": null
    }
   },
   "policies": 0,
   "unlogged": false,
   "dependents": [],
   "constraints": {},
   "row_security": false,
   "partition_key": null
  },
  "shop.visits": {
   "kind": "r",
   "rows": 100,
   "owned": true,
   "columns": {
    "id": {
     "type": "bigint",
     "default": false,
     "identity": false,
     "not_null": true,
     "generated": false
    }
   },
   "comment": false,
   "inbound": [],
   "indexes": {
    "visits_pkey": {
     "valid": true,
     "method": "btree",
     "unique": true,
     "columns": [
      "id"
     ],
     "partial": false,
     "constraint": "visits_pkey"
    }
   },
   "policies": 0,
   "unlogged": false,
   "dependents": [],
   "constraints": {
    "visits_pkey": {
     "kind": "primary_key",
     "target": null,
     "columns": [
      "id"
     ],
     "validated": true,
     "expression": null
    }
   },
   "row_security": false,
   "partition_key": null
  },
  "shop.keyless": {
   "kind": "r",
   "rows": 1,
   "owned": true,
   "columns": {
    "a": {
     "type": "integer",
     "default": false,
     "identity": false,
     "not_null": false,
     "generated": false
    }
   },
   "comment": false,
   "inbound": [],
   "indexes": {},
   "policies": 0,
   "unlogged": false,
   "dependents": [],
   "constraints": {},
   "row_security": false,
   "partition_key": null
  },
  "shop.firm_sizes": {
   "kind": "m",
   "rows": 5000,
   "owned": true,
   "columns": {
    "id": {
     "type": "bigint",
     "default": false,
     "identity": false,
     "not_null": false,
     "generated": false
    },
    "firm_id": {
     "type": "bigint",
     "default": false,
     "identity": false,
     "not_null": false,
     "generated": false
    }
   },
   "comment": false,
   "inbound": [],
   "indexes": {
    "firm_sizes_id": {
     "valid": true,
     "method": "btree",
     "unique": true,
     "columns": [
      "id"
     ],
     "partial": false,
     "constraint": null
    }
   },
   "policies": 0,
   "unlogged": false,
   "dependents": [],
   "constraints": {},
   "row_security": false,
   "partition_key": null
  },
  "shop.sales_2024": {
   "kind": "r",
   "rows": 0,
   "owned": true,
   "columns": {
    "id": {
     "type": "bigint",
     "default": false,
     "identity": false,
     "not_null": true,
     "generated": false
    },
    "day": {
     "type": "date",
     "default": false,
     "identity": false,
     "not_null": true,
     "generated": false
    }
   },
   "comment": false,
   "inbound": [],
   "indexes": {
    "sales_2024_pkey": {
     "valid": true,
     "method": "btree",
     "unique": true,
     "columns": [
      "id",
      "day"
     ],
     "partial": false,
     "constraint": "sales_2024_pkey"
    }
   },
   "policies": 0,
   "unlogged": false,
   "dependents": [],
   "constraints": {
    "sales_2024_pkey": {
     "kind": "primary_key",
     "target": null,
     "columns": [
      "id",
      "day"
     ],
     "validated": true,
     "expression": null
    }
   },
   "row_security": false,
   "partition_key": null
  },
  "shop.sales_2025": {
   "kind": "r",
   "rows": 100,
   "owned": true,
   "columns": {
    "id": {
     "type": "bigint",
     "default": false,
     "identity": false,
     "not_null": true,
     "generated": false
    },
    "day": {
     "type": "date",
     "default": false,
     "identity": false,
     "not_null": true,
     "generated": false
    }
   },
   "comment": false,
   "inbound": [],
   "indexes": {
    "sales_2025_pkey": {
     "valid": true,
     "method": "btree",
     "unique": true,
     "columns": [
      "id",
      "day"
     ],
     "partial": false,
     "constraint": "sales_2025_pkey"
    }
   },
   "policies": 0,
   "unlogged": false,
   "dependents": [],
   "constraints": {
    "sales_2025_pkey": {
     "kind": "primary_key",
     "target": null,
     "columns": [
      "id",
      "day"
     ],
     "validated": true,
     "expression": null
    }
   },
   "row_security": false,
   "partition_key": null
  },
  "shop.sales_2026": {
   "kind": "r",
   "rows": 100,
   "owned": true,
   "columns": {
    "id": {
     "type": "bigint",
     "default": false,
     "identity": false,
     "not_null": true,
     "generated": false
    },
    "day": {
     "type": "date",
     "default": false,
     "identity": false,
     "not_null": true,
     "generated": false
    }
   },
   "comment": false,
   "inbound": [],
   "indexes": {
    "sales_2026_pkey": {
     "valid": true,
     "method": "btree",
     "unique": true,
     "columns": [
      "id",
      "day"
     ],
     "partial": false,
     "constraint": "sales_2026_pkey"
    }
   },
   "policies": 0,
   "unlogged": false,
   "dependents": [],
   "constraints": {
    "sales_2026_day": {
     "kind": "check",
     "target": null,
     "columns": [
      "day"
     ],
     "validated": true,
     "expression": "((day >= ''2026-01-01''::date) AND (day < ''2027-01-01''::date))"
    },
    "sales_2026_pkey": {
     "kind": "primary_key",
     "target": null,
     "columns": [
      "id",
      "day"
     ],
     "validated": true,
     "expression": null
    }
   },
   "row_security": false,
   "partition_key": null
  },
  "shop.visits_del": {
   "kind": "r",
   "rows": 0,
   "owned": true,
   "columns": {
    "id": {
     "type": "bigint",
     "default": false,
     "identity": false,
     "not_null": true,
     "generated": false
    }
   },
   "comment": false,
   "inbound": [],
   "indexes": {
    "visits_del_pkey": {
     "valid": true,
     "method": "btree",
     "unique": true,
     "columns": [
      "id"
     ],
     "partial": false,
     "constraint": "visits_del_pkey"
    }
   },
   "policies": 0,
   "unlogged": false,
   "dependents": [],
   "constraints": {
    "visits_del_pkey": {
     "kind": "primary_key",
     "target": null,
     "columns": [
      "id"
     ],
     "validated": true,
     "expression": null
    }
   },
   "row_security": false,
   "partition_key": null
  }
 },
 "indexes": {
  "shop.firms_pkey": {
   "table": "shop.firms",
   "valid": true,
   "unique": true
  },
  "shop.buyers_pkey": {
   "table": "shop.buyers",
   "valid": true,
   "unique": true
  },
  "shop.visits_pkey": {
   "table": "shop.visits",
   "valid": true,
   "unique": true
  },
  "shop.firm_sizes_id": {
   "table": "shop.firm_sizes",
   "valid": true,
   "unique": true
  },
  "shop.events_id_uidx": {
   "table": "shop.events",
   "valid": true,
   "unique": true
  },
  "shop.sales_2024_pkey": {
   "table": "shop.sales_2024",
   "valid": true,
   "unique": true
  },
  "shop.sales_2025_pkey": {
   "table": "shop.sales_2025",
   "valid": true,
   "unique": true
  },
  "shop.sales_2026_pkey": {
   "table": "shop.sales_2026",
   "valid": true,
   "unique": true
  },
  "shop.visits_del_pkey": {
   "table": "shop.visits_del",
   "valid": true,
   "unique": true
  },
  "shop.events_code_uidx": {
   "table": "shop.events",
   "valid": true,
   "unique": true
  },
  "shop.idx_buyers_email": {
   "table": "shop.buyers",
   "valid": true,
   "unique": false
  },
  "shop.buyers_email_uidx": {
   "table": "shop.buyers",
   "valid": true,
   "unique": true
  }
 },
 "schemas": [
  "attic",
  "crm",
  "shop"
 ],
 "similar": {
  "shop.buyer_s": [
   "buyers"
  ]
 }
}';
end;
$$;

comment on function specql_governance.example_facts() is
  'The facts of the schema that the rules'' examples speak of, recorded from test/fixtures/policy-shop.sql.';
