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
