"use client";

import { useEffect, useState } from "react";

type Silence = (isSilenced: boolean) => void;

/** Everything on the page that may show an alert, each by what takes it away. */
const speakers = new Set<Silence>();
/** The form that was sent last: what a browser only now makes alive keeps silent beside it. */
let current: Silence | undefined;

/** A page has one alert at most: its own, until a form is sent, and then that form's. */
export function useOneAlert(): { isSilenced: boolean; silenceOthers: () => void } {
  const [isSilenced, silence] = useState(false);
  useEffect(() => {
    speakers.add(silence);
    if (current !== undefined) silence(current !== silence);
    return () => {
      speakers.delete(silence);
      if (current === silence) current = undefined;
    };
  }, []);
  function silenceOthers() {
    current = silence;
    for (const each of speakers) each(each !== silence);
  }
  return { isSilenced, silenceOthers };
}
