--! Message: 

set local role specql_owner;

-- == lead
--!include 0_schema/00_foundation/001_core/001F_foundation/001F1_schema/001F11_sc_schemas.sql

-- == stores
--!include 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C1_tb_store.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C2_fn_store_lock.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C3_fn_store_pk.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A2_mirror/011A21_tb_mirror.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A11_tb_legacy_table.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A12_fn_define_legacy_table.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A13_fn_legacy_table.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A14_fn_rendered.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A15_fn_store_tables.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117D_outbox/0117D1_tb_outbox.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117D_outbox/0117D2_tr_mark_changes.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117D_outbox/0117D3_fn_mirror_table.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C4_fn_phase_number.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C5_fn_hold.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C6_fn_proven_run.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C7_fn_move.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117C_store/0117C8_fn_share_store.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A16_fn_refuse_stranger.sql
--!include 0_schema/01_write_side/011_core/011A_rendering/011A1_legacy_table/011A17_fn_call_load.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117D_outbox/0117D4_fn_settle_marks.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117D_outbox/0117D5_fn_prune_outbox.sql
--!include 0_schema/02_query_side/021_core/0217_cutover/0217C_store/0217C1_tv_store.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C1_fn_attach_store.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C2_fn_detach_store.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C3_fn_hold_store.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C4_fn_advance_store.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C5_fn_roll_back_store.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C6_fn_note_legacy_write.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C7_fn_store_tables.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C8_fn_store_rows.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317C9_fn_put_store_row.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317C_store/0317CA_fn_remove_store_row.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317D_outbox/0317D1_fn_claim_mirror.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317D_outbox/0317D2_fn_mirror_batch.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317D_outbox/0317D3_fn_acknowledge_mirror.sql

-- == mover
alter table specql_cutover.tb_import_run
  add column if not exists status text not null default 'finished',
  add column if not exists finished_at timestamptz,
  drop constraint if exists ck_tb_import_run__status,
  add constraint ck_tb_import_run__status check (status in ('running', 'finished', 'failed', 'undone'));
alter table specql_cutover.tb_import_row
  add column if not exists row_key text,
  add column if not exists old_row jsonb,
  add column if not exists result_hash bytea;
--!include 0_schema/01_write_side/011_core/0117_cutover/01171_import_run/011711_tb_import_run.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01172_import_row/011721_tb_import_row.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B1_import_batch/011B11_tb_import_batch.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B21_fn_time_from.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B22_fn_bigint_from.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B23_fn_numeric_from.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B24_fn_float_from.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B25_fn_real_json.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B26_fn_raw_of.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B2_cell/011B27_fn_with_raw.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B3_noting/011B31_fn_changed_fields.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B3_noting/011B32_fn_note_rejects.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B3_noting/011B33_fn_note_changes.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01161_change/011614_tr_record_change.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01161_change/011615_fn_audit_table.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01161_change/011616_tr_record_inserts.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B41_fn_found_run.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B42_fn_start_run.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B43_fn_take_batch.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B44_fn_compare_batch.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B45_fn_run_report.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B46_fn_run_checksums.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B47_fn_raise_sequences.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B48_fn_end_run.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B49_fn_legacy_key.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B4A_fn_document_rows.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B4B_fn_import_document.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B4C_fn_retry_legacy_row.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B5_undo/011B51_fn_rows_changed_since.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B5_undo/011B52_fn_put_back_rows.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B5_undo/011B53_fn_rows_needed.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B5_undo/011B54_fn_take_out_rows.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B5_undo/011B55_fn_take_back.sql
--!include 0_schema/01_write_side/011_core/011B_moving/011B5_undo/011B56_fn_undo_run.sql
--!include 0_schema/02_query_side/021_core/0217_cutover/02171_import_run/021711_tv_import_run.sql
--!include 0_schema/02_query_side/021_core/021B_moving/021B3_noting/021B31_tv_import_change.sql
--!include 0_schema/03_functions/031_core/0317_cutover/03173_import_reject/031731_fn_retry_import_reject.sql
--!include 0_schema/03_functions/031_core/031B_moving/031B4_run/031B41_fn_begin_import.sql
--!include 0_schema/03_functions/031_core/031B_moving/031B4_run/031B42_fn_import_batch.sql
--!include 0_schema/03_functions/031_core/031B_moving/031B4_run/031B43_fn_finish_import.sql
--!include 0_schema/03_functions/031_core/031B_moving/031B4_run/031B44_fn_import_memory.sql
--!include 0_schema/03_functions/031_core/031B_moving/031B4_run/031B45_fn_import_network.sql
--!include 0_schema/03_functions/031_core/031B_moving/031B4_run/031B46_fn_import_tasks.sql
--!include 0_schema/03_functions/031_core/031B_moving/031B5_undo/031B51_fn_undo_import.sql

-- == memory

-- == network

-- == tasks
-- tasks: the log names a partitioned table, not its partitions
--!include 0_schema/01_write_side/011_core/0116_audit/01161_change/011614_tr_record_change.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01161_change/011615_fn_audit_table.sql
--!include 0_schema/01_write_side/013_network/0135_task/01351_task_key/013511_tb_task_key.sql
--!include 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013521_tb_agent_task.sql
--!include 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013522_fn_add_task_partitions.sql
--!include 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013523_tr_through_parent.sql
--!include 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013524_tr_keep_keys.sql
--!include 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013525_fn_is_task_step.sql
--!include 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013526_fn_refuse_task_change.sql
--!include 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013528_fn_task_after_step.sql
--!include 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013527_tr_life_cycle.sql
--!include 0_schema/01_write_side/013_network/0135_task/01354_task_store/013541_fn_task_time.sql
--!include 0_schema/01_write_side/013_network/0135_task/01354_task_store/013542_fn_task_cells.sql
--!include 0_schema/01_write_side/013_network/0135_task/01352_agent_task/013529_tr_cells_give_way.sql
--!include 0_schema/01_write_side/013_network/0135_task/01352_agent_task/01352A_fn_locked_task.sql
--!include 0_schema/01_write_side/013_network/0135_task/01352_agent_task/01352B_fn_refuse_other_worker.sql
--!include 0_schema/01_write_side/013_network/0135_task/01352_agent_task/01352C_fn_checked_worker.sql
--!include 0_schema/01_write_side/013_network/0135_task/01352_agent_task/01352E_fn_requeued_task.sql
--!include 0_schema/01_write_side/013_network/0135_task/01352_agent_task/01352D_fn_next_task.sql
--!include 0_schema/01_write_side/013_network/0135_task/01352_agent_task/01352F_fn_checked_task_type.sql
--!include 0_schema/01_write_side/013_network/0135_task/01353_task_event/013531_tb_task_event.sql
--!include 0_schema/01_write_side/013_network/0135_task/01353_task_event/013532_tr_note_event.sql
select network.add_task_partitions(array(select now() + make_interval(months => m) from generate_series(0, 12) as m) || '{2014-12-31,2050-02-01}'::timestamptz[]);
--!include 0_schema/01_write_side/013_network/0135_task/01354_task_store/013543_v_lr_tasks_tasks.sql
--!include 0_schema/01_write_side/013_network/0135_task/01354_task_store/013544_fn_text_cell.sql
--!include 0_schema/01_write_side/013_network/0135_task/01354_task_store/013545_fn_time_cell.sql
--!include 0_schema/01_write_side/013_network/0135_task/01354_task_store/013548_fn_whole_cell.sql
--!include 0_schema/01_write_side/013_network/0135_task/01354_task_store/013547_fn_task_problem.sql
--!include 0_schema/01_write_side/013_network/0135_task/01354_task_store/013546_fn_read_task.sql
--!include 0_schema/01_write_side/013_network/0135_task/01354_task_store/01354A_v_lr_tasks_rest.sql
--!include 0_schema/01_write_side/013_network/0135_task/01354_task_store/013549_fn_remove_task.sql
--!include 0_schema/01_write_side/013_network/0135_task/01355_task_load/013554_fn_task_report.sql
--!include 0_schema/01_write_side/013_network/0135_task/01355_task_load/013555_fn_changed_cells.sql
--!include 0_schema/01_write_side/013_network/0135_task/01355_task_load/013556_fn_kept_created_at.sql
--!include 0_schema/01_write_side/013_network/0135_task/01355_task_load/013557_fn_refuse_task_problems.sql
--!include 0_schema/01_write_side/013_network/0135_task/01355_task_load/013552_fn_judge_tasks.sql
--!include 0_schema/01_write_side/013_network/0135_task/01355_task_load/013553_fn_note_tasks.sql
--!include 0_schema/01_write_side/013_network/0135_task/01355_task_load/013551_fn_load_tasks.sql
--!include 0_schema/01_write_side/013_network/0135_task/01355_task_load/013559_fn_load_task_rest.sql
--!include 0_schema/01_write_side/013_network/0135_task/01355_task_load/013558_sc_legacy_tables.sql
--!include 0_schema/02_query_side/023_network/0235_task/02352_agent_task/023521_tv_agent_tasks.sql
--!include 0_schema/02_query_side/023_network/0235_task/02353_task_event/023531_tv_task_events.sql
--!include 0_schema/03_functions/033_network/0335_task/03352_agent_task/033521_fn_create_task.sql
--!include 0_schema/03_functions/033_network/0335_task/03352_agent_task/033522_fn_claim_task.sql
--!include 0_schema/03_functions/033_network/0335_task/03352_agent_task/033523_fn_update_task.sql
--!include 0_schema/03_functions/033_network/0335_task/03352_agent_task/033524_fn_decide_task.sql
--!include 0_schema/03_functions/033_network/0335_task/03352_agent_task/033525_fn_release_task.sql
--!include 0_schema/03_functions/033_network/0335_task/03352_agent_task/033526_fn_requeue_stale_tasks.sql
--!include 0_schema/03_functions/033_network/0335_task/03352_agent_task/033527_fn_tasks_needing_attention.sql

-- == mirror

-- == consistency
--!include 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E1_tb_consistency_run.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E2_fn_row_hash.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117F_discrepancy/0117F1_tb_discrepancy.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E3_fn_hashed_rows.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E4_fn_table_fingerprint.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E5_fn_store_fingerprint.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E6_fn_checked_digits.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/0117E_consistency_run/0117E7_fn_lock_run.sql
--!include 0_schema/02_query_side/021_core/0217_cutover/0217E_consistency_run/0217E1_tv_consistency_run.sql
--!include 0_schema/02_query_side/021_core/0217_cutover/0217F_discrepancy/0217F1_tv_discrepancy.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E1_fn_store_checksums.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E2_fn_store_row_hashes.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E3_fn_store_order_checksum.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E4_fn_store_order.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E5_fn_compared_rows.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E6_fn_begin_consistency_run.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317E_consistency_run/0317E7_fn_record_consistency_run.sql
--!include 0_schema/03_functions/031_core/0317_cutover/0317F_discrepancy/0317F1_fn_note_discrepancies.sql

-- == library

-- == monitor

reset role;
