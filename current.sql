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

-- == mover

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

-- == mirror

-- == consistency

-- == library

-- == monitor

reset role;
