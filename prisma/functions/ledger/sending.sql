-- Allows this attempt one changing request. The answer still says whether an earlier one may be on its way, which keeps
-- the site quiet even if this one ends well.
CREATE OR REPLACE FUNCTION ledger_allow_sending(op operation, step jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  UPDATE operation
    SET quiet_until = CASE WHEN state = 'sent' THEN last_sent_at + ledger_quiet_time() ELSE quiet_until END,
      state = 'sent', fence = (step->>'attempt')::int, last_sent_at = clock_timestamp(), run_id = step->>'runId',
      site_id = op.site_id
    WHERE id = op.id;
  RETURN ledger_answer(op, 'go', NULL);
END $$;

-- The request of this attempt was answered, or never left, and no earlier one is on its way: nothing is.
CREATE OR REPLACE FUNCTION note_nothing_on_its_way(step jsonb) RETURNS void LANGUAGE sql AS $$
  UPDATE operation SET state = 'running'
    WHERE workflow_id = step->>'workflowId' AND state = 'sent' AND fence = (step->>'attempt')::int;
$$;
