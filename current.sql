--! Message: governance, patterns, types, services

set local role specql_owner;

--!include 0_schema/00_foundation/001_core/001F_foundation/001F1_schema/001F11_sc_schemas.sql

-- JSON Schema

-- types

-- services

-- patterns

-- policy

-- schema requests

-- migrations of requests

-- seeds

reset role;
