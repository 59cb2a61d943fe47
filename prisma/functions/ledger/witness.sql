-- Whether the owner of the farm's admin site is the one that the console met first, which it keeps here. An owner that
-- the farm couldn't read proves nothing: a farm without its data has none either.
CREATE OR REPLACE FUNCTION farm_witness(p_name text, p_subject text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  seen text := coalesce(p_subject, nullif(p_name, 'Unknown'));
BEGIN
  IF seen IS NULL THEN
    RETURN false;
  END IF;
  UPDATE console SET farm_admin_subject = seen WHERE farm_admin_subject IS NULL;
  RETURN (SELECT farm_admin_subject = seen FROM console);
END $$;

-- Forgets the owner of the farm's admin site, so that the next contact is the first one. Whom it forgot, or null.
CREATE OR REPLACE FUNCTION forget_farm() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  forgotten text;
BEGIN
  SELECT farm_admin_subject INTO forgotten FROM console FOR NO KEY UPDATE;
  IF forgotten IS NOT NULL THEN
    UPDATE console SET farm_admin_subject = NULL;
    INSERT INTO audit_event (action, outcome, note) VALUES ('farm-forgotten', 'done', forgotten);
  END IF;
  RETURN forgotten;
END $$;
