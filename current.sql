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

-- seeds

reset role;
