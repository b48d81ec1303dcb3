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

-- == network
--!include 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013432_fn_problem.sql
--!include 0_schema/01_write_side/013_network/0131_project/01311_package/013112_fn_package_key.sql
--!include 0_schema/01_write_side/013_network/0131_project/01311_package/013113_fn_digest.sql
--!include 0_schema/01_write_side/013_network/0131_project/01311_package/013111_tb_package.sql
--!include 0_schema/01_write_side/013_network/0131_project/01311_package/013114_fn_add_packages.sql
--!include 0_schema/01_write_side/013_network/0131_project/01311_package/013115_fn_package_pk.sql
--!include 0_schema/01_write_side/013_network/0131_project/01311_package/013116_fn_package_problem.sql
--!include 0_schema/01_write_side/013_network/0131_project/01311_package/013117_fn_ensured_package.sql
--!include 0_schema/01_write_side/013_network/0131_project/01312_project/013121_tb_project.sql
--!include 0_schema/01_write_side/013_network/0131_project/01313_dependency/013131_tb_dependency.sql
--!include 0_schema/01_write_side/013_network/0131_project/01314_closure/013142_fn_reached.sql
--!include 0_schema/01_write_side/013_network/0131_project/01314_closure/013143_fn_found_package.sql
--!include 0_schema/01_write_side/013_network/0131_project/01314_closure/013144_fn_similar_projects.sql
--!include 0_schema/01_write_side/013_network/0131_project/01314_closure/013145_fn_checked_count.sql
--!include 0_schema/01_write_side/013_network/0132_contribution/01321_contributor/013211_tb_contributor.sql
--!include 0_schema/01_write_side/013_network/0132_contribution/01321_contributor/013212_fn_found_contributor.sql
--!include 0_schema/01_write_side/013_network/0132_contribution/01322_asset/013221_tb_asset.sql
--!include 0_schema/01_write_side/013_network/0132_contribution/01322_asset/013222_fn_found_asset.sql
--!include 0_schema/01_write_side/013_network/0132_contribution/01323_contribution/013231_tb_contribution.sql
--!include 0_schema/01_write_side/013_network/0132_contribution/01323_contribution/013232_tr_keep_totals.sql
--!include 0_schema/01_write_side/013_network/0132_contribution/01324_distribution/013242_fn_shares.sql
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
--!include 0_schema/02_query_side/023_network/0231_project/02312_project/023121_tv_project.sql
--!include 0_schema/02_query_side/023_network/0231_project/02313_dependency/023131_tv_project_dependency.sql
--!include 0_schema/02_query_side/023_network/0232_contribution/02321_contributor/023211_tv_contributor.sql
--!include 0_schema/02_query_side/023_network/0232_contribution/02322_asset/023221_tv_asset.sql
--!include 0_schema/02_query_side/023_network/0232_contribution/02323_contribution/023231_tv_contribution.sql
--!include 0_schema/02_query_side/023_network/0233_github/02331_github_contributor/023311_tv_github_contributor.sql
--!include 0_schema/02_query_side/023_network/0233_github/02332_github_organization/023321_tv_github_organization.sql
--!include 0_schema/02_query_side/023_network/0233_github/02333_github_contribution/023331_tv_github_contribution.sql
--!include 0_schema/03_functions/033_network/0331_project/03312_project/033121_fn_upsert_project.sql
--!include 0_schema/03_functions/033_network/0331_project/03312_project/033122_fn_remove_project.sql
--!include 0_schema/03_functions/033_network/0331_project/03312_project/033123_fn_search_projects.sql
--!include 0_schema/03_functions/033_network/0331_project/03313_dependency/033131_fn_add_dependency.sql
--!include 0_schema/03_functions/033_network/0331_project/03313_dependency/033132_fn_remove_dependency.sql
--!include 0_schema/03_functions/033_network/0331_project/03313_dependency/033133_fn_count_dependents.sql
--!include 0_schema/03_functions/033_network/0331_project/03313_dependency/033134_fn_dependents_of.sql
--!include 0_schema/03_functions/033_network/0331_project/03313_dependency/033135_fn_dependencies_of.sql
--!include 0_schema/03_functions/033_network/0332_contribution/03321_contributor/033211_fn_register_contributor.sql
--!include 0_schema/03_functions/033_network/0332_contribution/03322_asset/033221_fn_register_asset.sql
--!include 0_schema/03_functions/033_network/0332_contribution/03323_contribution/033231_fn_record_contribution.sql
--!include 0_schema/03_functions/033_network/0332_contribution/03323_contribution/033232_fn_asset_contributions.sql
--!include 0_schema/03_functions/033_network/0332_contribution/03323_contribution/033233_fn_contributor_contributions.sql
--!include 0_schema/03_functions/033_network/0332_contribution/03323_contribution/033234_fn_remove_contribution.sql
--!include 0_schema/03_functions/033_network/0332_contribution/03324_distribution/033241_fn_distribute_value.sql

-- == tasks

-- == mirror

-- == consistency

-- == library

-- == monitor

reset role;
