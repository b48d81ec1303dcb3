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

-- == memory
--!include 0_schema/00_foundation/001_core/001F_foundation/001F2_actor/001F26_fn_is_administrator.sql
--!include 0_schema/00_foundation/001_core/001F_foundation/001F2_actor/001F25_fn_current_orgs.sql
--!include 0_schema/00_foundation/001_core/001F_foundation/001F2_actor/001F27_fn_sees_all_orgs.sql
--!include 0_schema/00_foundation/001_core/001F_foundation/001F2_actor/001F28_fn_refuse_partial_sight.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01243_cells/012431_fn_source_columns.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01243_cells/012432_fn_real_cell.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01243_cells/012433_fn_time_cell.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01243_cells/012434_fn_row_content.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01243_cells/012435_tr_keep_cells.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01243_cells/012436_fn_keep_cells.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01242_source_shape/012421_tb_source_shape.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01242_source_shape/012422_fn_known_cells.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01242_source_shape/012423_fn_shape_of.sql
--!include 0_schema/01_write_side/012_memory/0121_workspace/01211_memory_entity/012111_tb_memory_entity.sql
--!include 0_schema/01_write_side/012_memory/0121_workspace/01214_raw_document/012141_tb_raw_document.sql
--!include 0_schema/01_write_side/012_memory/0121_workspace/01216_decision/012161_tb_decision.sql
--!include 0_schema/01_write_side/012_memory/0121_workspace/01212_memory_relation/012121_tb_memory_relation.sql
--!include 0_schema/01_write_side/012_memory/0121_workspace/01213_memory_tag/012131_tb_memory_tag.sql
--!include 0_schema/01_write_side/012_memory/0121_workspace/01215_structured_fact/012151_tb_structured_fact.sql
--!include 0_schema/01_write_side/012_memory/0121_workspace/01217_evolution_kpi/012171_tb_evolution_kpi.sql
--!include 0_schema/01_write_side/012_memory/0121_workspace/01218_search_text/012181_tb_search_text.sql
--!include 0_schema/01_write_side/012_memory/0122_agent/01221_agent_prompt/012211_tb_agent_prompt.sql
--!include 0_schema/01_write_side/012_memory/0122_agent/01222_agent_run/012221_tb_agent_run.sql
--!include 0_schema/01_write_side/012_memory/0123_pal/01231_pal_user_profile/012311_tb_pal_user_profile.sql
--!include 0_schema/01_write_side/012_memory/0123_pal/01232_pal_focus_window/012321_tb_pal_focus_window.sql
--!include 0_schema/01_write_side/012_memory/0123_pal/01233_pal_stress_level/012331_tb_pal_stress_level.sql
--!include 0_schema/01_write_side/012_memory/0123_pal/01234_pal_event/012341_tb_pal_event.sql
--!include 0_schema/01_write_side/012_memory/0121_workspace/01211_memory_entity/012112_fn_memory_entity_cells.sql
--!include 0_schema/01_write_side/012_memory/0121_workspace/01212_memory_relation/012122_fn_memory_relation_cells.sql
--!include 0_schema/01_write_side/012_memory/0121_workspace/01213_memory_tag/012132_fn_memory_tag_cells.sql
--!include 0_schema/01_write_side/012_memory/0121_workspace/01214_raw_document/012142_fn_raw_document_cells.sql
--!include 0_schema/01_write_side/012_memory/0121_workspace/01215_structured_fact/012152_fn_structured_fact_cells.sql
--!include 0_schema/01_write_side/012_memory/0121_workspace/01216_decision/012162_fn_decision_cells.sql
--!include 0_schema/01_write_side/012_memory/0121_workspace/01217_evolution_kpi/012172_fn_evolution_kpi_cells.sql
--!include 0_schema/01_write_side/012_memory/0122_agent/01221_agent_prompt/012212_fn_agent_prompt_cells.sql
--!include 0_schema/01_write_side/012_memory/0122_agent/01222_agent_run/012222_fn_agent_run_cells.sql
--!include 0_schema/01_write_side/012_memory/0123_pal/01231_pal_user_profile/012312_fn_pal_user_profile_cells.sql
--!include 0_schema/01_write_side/012_memory/0123_pal/01232_pal_focus_window/012322_fn_pal_focus_window_cells.sql
--!include 0_schema/01_write_side/012_memory/0123_pal/01233_pal_stress_level/012332_fn_pal_stress_level_cells.sql
--!include 0_schema/01_write_side/012_memory/0123_pal/01234_pal_event/012342_fn_pal_event_cells.sql
--!include 0_schema/01_write_side/012_memory/0121_workspace/01218_search_text/012182_tr_copy_text.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01241_legacy_row/012411_tb_legacy_row.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012441_fn_cell_value.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012442_fn_refuse_cell.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012443_fn_text_of_cell.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012444_fn_json_of_text.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012445_fn_time_of_cell.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012446_fn_number_of_cell.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012447_fn_raw_cells.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012448_fn_held_cells.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/012449_fn_load_statement.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244A_fn_load_part.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244B_fn_load_row.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244C_fn_refuse_orphan.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244D_fn_judged_rows.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244E_fn_load_rows.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01245_outcome/012451_fn_load_among.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01245_outcome/012452_fn_raise_sequence.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01245_outcome/012453_fn_load_legacy_rows.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01245_outcome/012454_fn_note_outcomes.sql
--!include 0_schema/01_write_side/012_memory/0124_transfer/01245_outcome/012455_fn_remove_row.sql
--!include 0_schema/02_query_side/022_memory/0221_workspace/02211_memory_entity/022111_tv_memory_entities.sql
--!include 0_schema/02_query_side/022_memory/0221_workspace/02211_memory_entity/022112_tv_lr_memory_memory_entities.sql
--!include 0_schema/02_query_side/022_memory/0221_workspace/02212_memory_relation/022121_tv_memory_relations.sql
--!include 0_schema/02_query_side/022_memory/0221_workspace/02212_memory_relation/022122_tv_lr_memory_memory_relations.sql
--!include 0_schema/02_query_side/022_memory/0221_workspace/02213_memory_tag/022131_tv_memory_tags.sql
--!include 0_schema/02_query_side/022_memory/0221_workspace/02213_memory_tag/022132_tv_lr_memory_memory_tags.sql
--!include 0_schema/02_query_side/022_memory/0221_workspace/02214_raw_document/022141_tv_raw_documents.sql
--!include 0_schema/02_query_side/022_memory/0221_workspace/02214_raw_document/022142_tv_lr_memory_raw_documents.sql
--!include 0_schema/02_query_side/022_memory/0221_workspace/02215_structured_fact/022151_tv_structured_facts.sql
--!include 0_schema/02_query_side/022_memory/0221_workspace/02215_structured_fact/022152_tv_lr_memory_structured_facts.sql
--!include 0_schema/02_query_side/022_memory/0221_workspace/02216_decision/022161_tv_decisions.sql
--!include 0_schema/02_query_side/022_memory/0221_workspace/02216_decision/022162_tv_lr_memory_decisions.sql
--!include 0_schema/02_query_side/022_memory/0221_workspace/02217_evolution_kpi/022171_tv_evolution_kpis.sql
--!include 0_schema/02_query_side/022_memory/0221_workspace/02217_evolution_kpi/022172_tv_lr_memory_evolution_kpis.sql
--!include 0_schema/02_query_side/022_memory/0222_agent/02221_agent_prompt/022211_tv_agent_prompts.sql
--!include 0_schema/02_query_side/022_memory/0222_agent/02221_agent_prompt/022212_tv_lr_memory_agent_prompts.sql
--!include 0_schema/02_query_side/022_memory/0222_agent/02222_agent_run/022221_tv_agent_runs.sql
--!include 0_schema/02_query_side/022_memory/0222_agent/02222_agent_run/022222_tv_lr_memory_agent_runs.sql
--!include 0_schema/02_query_side/022_memory/0223_pal/02231_pal_user_profile/022311_tv_pal_user_profiles.sql
--!include 0_schema/02_query_side/022_memory/0223_pal/02231_pal_user_profile/022312_tv_lr_memory_pal_user_profiles.sql
--!include 0_schema/02_query_side/022_memory/0223_pal/02232_pal_focus_window/022321_tv_pal_focus_windows.sql
--!include 0_schema/02_query_side/022_memory/0223_pal/02232_pal_focus_window/022322_tv_lr_memory_pal_focus_windows.sql
--!include 0_schema/02_query_side/022_memory/0223_pal/02233_pal_stress_level/022331_tv_pal_stress_levels.sql
--!include 0_schema/02_query_side/022_memory/0223_pal/02233_pal_stress_level/022332_tv_lr_memory_pal_stress_levels.sql
--!include 0_schema/02_query_side/022_memory/0223_pal/02234_pal_event/022341_tv_pal_events.sql
--!include 0_schema/02_query_side/022_memory/0223_pal/02234_pal_event/022342_tv_lr_memory_pal_events.sql
--!include 0_schema/02_query_side/022_memory/0224_transfer/02241_legacy_row/022411_tv_memory_legacy_rows.sql
--!include 0_schema/02_query_side/022_memory/0224_transfer/02241_legacy_row/022412_tv_lr_memory_rest.sql

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
