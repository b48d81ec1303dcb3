--! Message: governance, patterns, types, services

set local role specql_owner;

--!include 0_schema/00_foundation/001_core/001F_foundation/001F1_schema/001F11_sc_schemas.sql

-- JSON Schema

-- types

-- services

-- patterns
--!include 0_schema/01_write_side/011_core/0112_pattern/01124_pattern_embedding/011242_fn_extension_schema.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01121_pattern_category/011211_tb_pattern_category.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01121_pattern_category/011212_fn_pattern_category_pk.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01121_pattern_category/011213_fn_pattern_category_id.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01121_pattern_category/011214_fn_found_pattern_category.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01121_pattern_category/011215_fn_claimed_pattern_category.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/011225_fn_tag_keys.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/011226_fn_search_name.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/011227_fn_search_document.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/011228_fn_keywords_of.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/011229_fn_pattern_text.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/01122A_fn_checked_tags.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/01122B_fn_checked_object.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/011221_tb_domain_pattern.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/011222_fn_domain_pattern_pk.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/011223_fn_domain_pattern_id.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/011224_fn_found_domain_pattern.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01123_embedding_provider/011235_fn_checked_word.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01123_embedding_provider/011231_tb_embedding_provider.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01123_embedding_provider/011232_fn_embedding_provider_pk.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01123_embedding_provider/011233_fn_embedding_provider_id.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01123_embedding_provider/011234_fn_claimed_embedding_provider.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01123_embedding_provider/011236_fn_found_embedding_provider.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01125_offline/011251_fn_folded_text.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01125_offline/011252_fn_stem.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01125_offline/011254_fn_stop_words.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01125_offline/011253_fn_text_features.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01125_offline/011255_fn_offline_embedding.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01125_offline/011256_fn_is_offline.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01124_pattern_embedding/011241_tb_pattern_embedding.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01124_pattern_embedding/011243_fn_checked_embedding.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01124_pattern_embedding/011245_fn_text_hash.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01124_pattern_embedding/011247_fn_text_of_pattern.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01124_pattern_embedding/011244_fn_store_embedding.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01124_pattern_embedding/011246_fn_store_given_embedding.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/01122C_tr_derive.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/01122D_tr_embed.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01122_domain_pattern/01122E_fn_refuse_taken_name.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01127_parameters/011271_fn_parameters_schema.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01127_parameters/011272_fn_checked_parameters.sql
--!include 0_schema/02_query_side/021_core/0212_pattern/02121_pattern_category/021211_tv_pattern_category.sql
--!include 0_schema/02_query_side/021_core/0212_pattern/02122_domain_pattern/021221_tv_domain_pattern.sql
--!include 0_schema/02_query_side/021_core/0212_pattern/02123_embedding_provider/021231_tv_embedding_provider.sql
--!include 0_schema/02_query_side/021_core/0212_pattern/02124_pattern_embedding/021241_tv_pattern_embedding.sql
--!include 0_schema/03_functions/031_core/0312_pattern/03121_pattern_category/031211_fn_register_pattern_category.sql
--!include 0_schema/03_functions/031_core/0312_pattern/03122_domain_pattern/031221_fn_register_pattern.sql
--!include 0_schema/03_functions/031_core/0312_pattern/03122_domain_pattern/031222_fn_update_pattern.sql
--!include 0_schema/03_functions/031_core/0312_pattern/03122_domain_pattern/031223_fn_deprecate_pattern.sql
--!include 0_schema/03_functions/031_core/0312_pattern/03122_domain_pattern/031224_fn_restore_pattern.sql
--!include 0_schema/03_functions/031_core/0312_pattern/03122_domain_pattern/031225_fn_tag_pattern.sql
--!include 0_schema/03_functions/031_core/0312_pattern/03124_pattern_embedding/031241_fn_set_pattern_embedding.sql
--!include 0_schema/03_functions/031_core/0312_pattern/03124_pattern_embedding/031242_fn_pending_embeddings.sql
--!include 0_schema/03_functions/031_core/0312_pattern/03124_pattern_embedding/031243_fn_remove_embeddings.sql
--!include 0_schema/03_functions/031_core/0312_pattern/03125_offline/031251_fn_embed_text.sql

-- policy

-- schema requests

-- migrations of requests

-- pattern library
--!include 0_schema/01_write_side/011_core/0112_pattern/01128_universal_pattern/011281_tb_universal_pattern.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/01129_language/011291_tb_language.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/0112A_language_capability/0112A1_tb_language_capability.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/0112B_pattern_implementation/0112B1_tb_pattern_implementation.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/0112C_entity_template/0112C1_tb_entity_template.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/0112D_pattern_dependency/0112D1_tb_pattern_dependency.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/0112E_pattern_instantiation/0112E1_tb_pattern_instantiation.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/0112F_use/0112F1_fn_next_token.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/0112F_use/0112F2_fn_expression_value.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/0112F_use/0112F3_fn_filtered_value.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/0112F_use/0112F4_fn_refuse_placeholder.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/0112F_use/0112F5_fn_placeholder_text.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/0112F_use/0112F6_fn_is_truth.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/0112F_use/0112F7_fn_filled.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/0112F_use/0112F8_fn_filled_text.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/0112F_use/0112F9_fn_is_spread.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/0112F_use/0112FA_fn_effective_parameters.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/0112F_use/0112FB_fn_all_values.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/0112F_use/0112FC_fn_pattern_result.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/0112F_use/0112FD_fn_pattern_parts.sql
--!include 0_schema/01_write_side/011_core/0112_pattern/0112F_use/0112FE_fn_composed.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01174_reading/01174E_fn_json_of.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01179_pattern_import/011791_tb_legacy_row.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01179_pattern_import/011792_fn_library_tables.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01179_pattern_import/011793_fn_library_fields.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01179_pattern_import/011794_fn_library_value.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01179_pattern_import/011795_fn_library_values.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01179_pattern_import/011796_fn_library_parent.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01179_pattern_import/011797_fn_library_key.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01179_pattern_import/011798_fn_known_library_row.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01179_pattern_import/011799_fn_import_library_row.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01179_pattern_import/01179A_fn_merge_library_row.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01179_pattern_import/01179B_fn_import_legacy_row.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01179_pattern_import/01179C_fn_import_library_document.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01179_pattern_import/01179D_fn_library_notes.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01179_pattern_import/01179E_fn_import_library_table.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01179_pattern_import/01179F_fn_library_held.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/01175E_fn_import_row.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01177_walk/011776_fn_run_import.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01177_walk/011777_fn_checksums_of.sql
--!include 0_schema/01_write_side/011_core/0117_cutover/01177_walk/011779_fn_retry_row.sql
--!include 0_schema/02_query_side/021_core/0212_pattern/02128_universal_pattern/021281_tv_universal_pattern.sql
--!include 0_schema/02_query_side/021_core/0212_pattern/02128_universal_pattern/021282_tv_expression_pattern.sql
--!include 0_schema/02_query_side/021_core/0212_pattern/02129_language/021291_tv_language.sql
--!include 0_schema/02_query_side/021_core/0212_pattern/0212A_language_capability/0212A1_tv_language_capability.sql
--!include 0_schema/02_query_side/021_core/0212_pattern/0212B_pattern_implementation/0212B1_tv_pattern_implementation.sql
--!include 0_schema/02_query_side/021_core/0212_pattern/0212C_entity_template/0212C1_tv_entity_template.sql
--!include 0_schema/02_query_side/021_core/0212_pattern/0212D_pattern_dependency/0212D1_tv_pattern_dependency.sql
--!include 0_schema/02_query_side/021_core/0212_pattern/0212E_pattern_instantiation/0212E1_tv_pattern_instantiation.sql
--!include 0_schema/02_query_side/021_core/0217_cutover/02179_pattern_import/021791_tv_legacy_row.sql
--!include 0_schema/03_functions/031_core/0312_pattern/0312E_pattern_instantiation/0312E1_fn_instantiate_pattern.sql
--!include 0_schema/03_functions/031_core/0312_pattern/0312E_pattern_instantiation/0312E2_fn_compose_patterns.sql
--!include 0_schema/03_functions/031_core/0317_cutover/03171_import_run/031713_fn_import_patterns.sql

-- seeds
--!include seed_data/languages.sql

reset role;
