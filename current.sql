--! Message: 

set local role specql_owner;

-- == lead
--!include 0_schema/00_foundation/001_core/001F_foundation/001F1_schema/001F11_sc_schemas.sql

-- == stores

-- == mover

-- == memory

-- == network

-- == tasks

-- == mirror

-- == consistency

-- == library

-- == monitor

reset role;
