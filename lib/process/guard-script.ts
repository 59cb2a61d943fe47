/**
 * The guard of one child process: a shell (a megabyte, up in a millisecond) that holds a pipe to us as its
 * standard input. We write the child's process id into it; the end of the pipe means that we have died,
 * however that came about, since the kernel closes it.
 *
 * It then asks the child to stop, gives it its time, and kills what is left of its process group.
 * Arguments: the signal's name without "SIG", and the time to stop in tenths of a second.
 */
export const guardScript = `
read -r pid || exit 0
read -r _ && exit 0
kill -s "$1" "$pid" 2>/dev/null
tenths=$2
while [ "$tenths" -gt 0 ] && kill -0 "$pid" 2>/dev/null; do sleep 0.1; tenths=$((tenths - 1)); done
kill -s KILL -- "-$pid" 2>/dev/null
`;
