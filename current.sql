--! Message: governance, patterns, types, services

set local role specql_owner;

--!include 0_schema/00_foundation/001_core/001F_foundation/001F1_schema/001F11_sc_schemas.sql

-- JSON Schema

-- types

-- the ledger

--!include 0_schema/01_write_side/011_core/0116_audit/01162_ledger/011621_tb_ledger.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01162_ledger/011622_fn_genesis_hash.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01162_ledger/011623_fn_ledger_hash.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01163_ledger_head/011631_tb_ledger_head.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01162_ledger/011624_tr_chain.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01162_ledger/011625_fn_record_decision.sql
--!include 0_schema/02_query_side/021_core/0216_audit/02162_ledger/021621_tv_ledger.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01164_seal/011641_tb_seal.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01164_seal/011642_fn_change_digest.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01164_seal/011643_fn_seal_hash.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01164_seal/011644_fn_system_name.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01164_seal/011645_fn_seal_batch.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01165_verification/011652_fn_entry_moved_from.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01165_verification/011651_fn_stream_problem.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01165_verification/011653_fn_seal_problem.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01165_verification/011654_fn_unsealed_problem.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01165_verification/011656_fn_archived_numbers.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01165_verification/011655_fn_changes_problem.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01165_verification/011657_fn_checked_anchors.sql
--!include 0_schema/01_write_side/011_core/0116_audit/01165_verification/011658_fn_anchor_problem.sql
--!include 0_schema/02_query_side/021_core/0216_audit/02164_seal/021641_tv_seal.sql
--!include 0_schema/03_functions/031_core/0316_audit/03161_change/031612_fn_latest_changes.sql
--!include 0_schema/03_functions/031_core/0316_audit/03162_ledger/031621_fn_audit_anchor.sql
--!include 0_schema/03_functions/031_core/0316_audit/03164_seal/031641_fn_seal_audit.sql
--!include 0_schema/03_functions/031_core/0316_audit/03165_verification/031651_fn_verify_audit.sql
--!include 0_schema/03_functions/031_core/031F_foundation/031F6_health/031F62_fn_doctor.sql

-- services

-- patterns

-- policy

-- schema requests

--!include 0_schema/00_foundation/001_core/001F_foundation/001F2_actor/001F24_fn_current_principal_kind.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/011442_fn_content_hash.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/011443_fn_actor_key.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/011431_tb_schema_request.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/011441_tb_revision.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/011451_tb_review.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114C_event/0114C1_tb_event.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114D_refusal/0114D1_tb_refusal.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114D_refusal/0114D2_fn_refuse.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114D_refusal/0114D3_tr_refusal_is_final.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114C_event/0114C2_tr_event_in_order.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114C_event/0114C3_fn_note_step.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/011432_fn_found_request.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/011433_fn_locked_request.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/011436_fn_refuse_reserved_schema.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/011435_fn_checked_target.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/011437_fn_checked_json.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/011438_fn_text_in.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/011439_fn_refuse_other_name.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/011434_fn_request_parts.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/01144F_fn_uuid_in.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/01144C_fn_current_revision.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/011447_fn_refuse_reserved_objects.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/011448_fn_objects_of.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/011449_fn_refuse_violations.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/011445_fn_request_facts.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/01144A_fn_found_violations.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/011444_fn_operations_of.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/01144B_fn_add_revision.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/01144D_fn_refuse_odd_revision.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01144_revision/01144E_fn_revised_parts.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/011454_fn_is_author.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/011452_fn_required_approvals.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/011453_fn_approval_gap.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/01145A_fn_was_reviewed.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/01145B_fn_refuse_stranger.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/01145C_fn_migration_state.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/01145D_fn_given_code.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/011456_fn_refuse_reviewer.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/011458_fn_refuse_final_change.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/011459_fn_check_approval.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/011457_fn_refuse_unfounded_move.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01145_review/011455_tr_review_counts.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/01143A_fn_refuse_taken_table.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/01143B_fn_refuse_missing_table.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/01143D_fn_believed_requester.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/01143E_fn_move_request.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/01143F_tr_status_moves.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114C_event/0114C6_fn_conflicts_of.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114C_event/0114C7_fn_note_conflicts.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114C_event/0114C4_tr_note_request.sql
--!include 0_schema/01_write_side/011_core/0114_governance/0114C_event/0114C5_tr_note_review.sql
--!include 0_schema/02_query_side/021_core/0214_governance/02143_schema_request/021431_tv_schema_request.sql
--!include 0_schema/02_query_side/021_core/0214_governance/02144_revision/021441_tv_revision.sql
--!include 0_schema/02_query_side/021_core/0214_governance/02145_review/021451_tv_review.sql
--!include 0_schema/02_query_side/021_core/0214_governance/0214C_event/0214C1_tv_event.sql
--!include 0_schema/02_query_side/021_core/0214_governance/0214D_refusal/0214D1_tv_refusal.sql
--!include 0_schema/01_write_side/011_core/0114_governance/01143_schema_request/01143C_fn_add_draft.sql
--!include 0_schema/03_functions/031_core/0314_governance/03143_schema_request/031431_fn_submit_schema_request.sql
--!include 0_schema/03_functions/031_core/0314_governance/03143_schema_request/031432_fn_revise_schema_request.sql
--!include 0_schema/03_functions/031_core/0314_governance/03143_schema_request/031433_fn_withdraw_schema_request.sql
--!include 0_schema/03_functions/031_core/0314_governance/03143_schema_request/031434_fn_schema_request_page.sql
--!include 0_schema/03_functions/031_core/0314_governance/03143_schema_request/031435_fn_schema_request_history.sql
--!include 0_schema/03_functions/031_core/0314_governance/03143_schema_request/031436_fn_find_schema_request.sql
--!include 0_schema/03_functions/031_core/0314_governance/03145_review/031451_fn_review_schema_request.sql
--!include 0_schema/03_functions/031_core/0314_governance/03145_review/031452_fn_approval_status.sql
--!include 0_schema/03_functions/031_core/0314_governance/0314C_event/0314C1_fn_events_after.sql
--!include 0_schema/03_functions/031_core/0314_governance/0314D_refusal/0314D1_fn_record_refusal.sql
--!include 0_schema/03_functions/031_core/031F_foundation/031F5_call/031F52_fn_api_description.sql

-- migrations of requests

-- seeds

reset role;
