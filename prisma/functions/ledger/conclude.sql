-- The last step of an operation that failed with `code`. Nothing on its way: it gives back what it held and ends.
-- Otherwise the answer is `unknown`, no attempt that still runs may send any more, and the farm is to be asked.
CREATE OR REPLACE FUNCTION conclude_operation(step jsonb, code text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
  bar jsonb := ledger_recorded(op, step);
BEGIN
  IF bar IS NOT NULL THEN
    RETURN bar;
  ELSIF op.state = 'sent' THEN
    RETURN ledger_in_doubt(op);
  END IF;
  PERFORM ledger_release(op);
  RETURN ledger_refuse(op, step, code);
END $$;

-- Ends what conclude_operation left open, by what the farm said: the site, JSON null when it has none, or SQL NULL when
-- it gave no answer. What isn't final yet ends as unknown, keeps what it holds, and is settled later.
CREATE OR REPLACE FUNCTION settle_operation(step jsonb, code text, farm jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
BEGIN
  RETURN coalesce(ledger_recorded(op, step), ledger_settled(op, step, code, farm),
    ledger_end(op, 'unknown', 'unknown', step->'sentences'->>'unknown'));
END $$;
