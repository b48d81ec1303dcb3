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

-- == memory

-- == network
--!include 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013432_fn_problem.sql
--!include 0_schema/01_write_side/013_network/0131_project/01311_package/013112_fn_package_key.sql
--!include 0_schema/01_write_side/013_network/0131_project/01311_package/013113_fn_digest.sql
--!include 0_schema/01_write_side/013_network/0131_project/01311_package/013111_tb_package.sql
--!include 0_schema/01_write_side/013_network/0131_project/01311_package/013114_fn_add_packages.sql
--!include 0_schema/01_write_side/013_network/0131_project/01311_package/013115_fn_package_pk.sql
--!include 0_schema/01_write_side/013_network/0131_project/01311_package/013116_fn_package_problem.sql
--!include 0_schema/01_write_side/013_network/0131_project/01312_project/013121_tb_project.sql
--!include 0_schema/01_write_side/013_network/0131_project/01313_dependency/013131_tb_dependency.sql
--!include 0_schema/01_write_side/013_network/0132_contribution/01321_contributor/013211_tb_contributor.sql
--!include 0_schema/01_write_side/013_network/0132_contribution/01322_asset/013221_tb_asset.sql
--!include 0_schema/01_write_side/013_network/0132_contribution/01323_contribution/013231_tb_contribution.sql
--!include 0_schema/01_write_side/013_network/0132_contribution/01323_contribution/013232_tr_keep_totals.sql
--!include 0_schema/01_write_side/013_network/0133_github/01331_github_contributor/013311_tb_github_contributor.sql
--!include 0_schema/01_write_side/013_network/0133_github/01332_github_organization/013321_tb_github_organization.sql
--!include 0_schema/01_write_side/013_network/0133_github/01333_github_contribution/013331_tb_github_contribution.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01341_cell/013412_fn_time_text.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01341_cell/013413_fn_real_json.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01341_cell/013414_fn_money.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01341_cell/013415_fn_file_time.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01341_cell/013416_fn_project_cells.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01341_cell/013417_fn_contributor_cells.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01341_cell/013418_fn_asset_cells.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01341_cell/013419_fn_contribution_cells.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01341_cell/01341A_fn_github_contributor_cells.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01341_cell/01341B_fn_github_organization_cells.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01341_cell/01341C_fn_with_legacy.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01341_cell/01341D_fn_legacy_of.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01341_cell/01341E_tr_keep_legacy.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013433_fn_cell_problem.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013434_fn_parsed_row.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013435_fn_load_target.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013436_fn_load_rows.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013437_fn_load_report.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013438_fn_judged.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013439_fn_refuse.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01343_loading/01343A_fn_write_new.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01343_loading/01343B_fn_write_changed.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01343_loading/01343C_fn_load_edges.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01343_loading/01343D_fn_edge_ends.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01343_loading/01343E_fn_edge_problem.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01343_loading/01343F_fn_edge_legacy.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01344_pair/013442_fn_load_github_pairs.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01344_pair/013443_fn_github_pair_ends.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01344_pair/013444_fn_github_pair_problem.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01344_pair/013445_fn_load_rest.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01344_pair/013446_fn_note_updated.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01344_pair/013447_fn_remove_row.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/013422_v_lr_network_projects.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/013423_v_lr_network_edges.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/013424_v_lr_network_contributors.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/013425_v_lr_network_assets.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/013426_v_lr_network_contributions.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/013427_v_lr_network_github_contributors.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/013428_v_lr_network_github_organizations.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/013429_v_lr_network_github_contributes_to.sql
--!include 0_schema/01_write_side/013_network/0134_legacy/01342_rendering/01342A_v_lr_network_rest.sql

-- == tasks

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
