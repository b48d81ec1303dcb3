--! Message: one row for one key
set local role specql_owner;

drop function if exists memory.judged_rows(text, jsonb);
--!include 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244D_fn_judged_rows.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244C_fn_refuse_orphan.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244B_fn_load_row.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244E_fn_load_rows.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01245_outcome/012451_fn_load_among.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01245_outcome/012453_fn_load_legacy_rows.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013433_fn_cell_problem.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013434_fn_parsed_row.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01344_pair/013445_fn_load_rest.sql
--!include 0_schema/03_functions/031_core/031B_moving/031B4_run/031B42_fn_import_batch.sql

reset role;
