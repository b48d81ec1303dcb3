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
--!include 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E1_tb_consistency_run.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E2_fn_row_hash.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117F_discrepancy/0117F1_tb_discrepancy.sql

-- == library

-- == monitor

reset role;
