import type { StackAccess } from "../e2e/stack/access.ts";
import { bareFarmRequests } from "./bare/farm-requests.ts";
import type { Bare } from "./bare/start-bare.ts";
import { type Spread, spreadOf, throughput, timed } from "./statistics.ts";

export interface CreateAndDelete {
  /** `farm`: the requests alone that a create makes to the farm and the new wiki. */
  oneAtATime: { bare: Spread; farm: Spread; create: Spread; delete: Spread };
  /** Ended a second with ten under way at once. */
  tenAtOncePerSecond: { bare: number; create: number; delete: number };
  /** p50 of create by p50 of the bare workflow. */
  createByBare: number;
  /** p50 of create by those of the bare workflow and of the farm's part together: what is left is ours. */
  createByBareAndFarm: number;
}

const warmUps = 10;
const rounds = 60;
const total = 100;
const width = 10;

/** Each workflow from its start to its result, by turns with the bare one, so that all see the same machine. */
export async function measureCreateAndDelete(access: StackAccess, bare: Bare): Promise<CreateAndDelete> {
  const owner = await access.user("alice");
  let made = 0;
  const nextDomain = () => {
    made += 1;
    return `bench-w${made}.${access.stack.siteDomain}`;
  };
  const create = async (domain: string) => expectSuccess(await access.createWiki("alice", domain, owner));
  const remove = async (domain: string) => expectSuccess(await access.deleteWiki("alice", domain, owner));

  const times = {
    bare: [] as number[],
    farm: [] as number[],
    create: [] as number[],
    delete: [] as number[],
  };
  for (let round = -warmUps; round < rounds; round += 1) {
    const domain = nextDomain();
    const bareMs = await timed(() => bare.run());
    const farmMs = await timed(() => bareFarmRequests(access.stack, `bare-${domain}`));
    const createMs = await timed(() => create(domain));
    const deleteMs = await timed(() => remove(domain));
    if (round < 0) continue;
    times.bare.push(bareMs);
    times.farm.push(farmMs);
    times.create.push(createMs);
    times.delete.push(deleteMs);
  }

  const domains = Array.from({ length: total }, nextDomain);
  const eachDomain = (run: (domain: string) => Promise<void>) => {
    const waiting = [...domains];
    return async () => {
      const domain = waiting.pop();
      if (domain !== undefined) await run(domain);
    };
  };
  const tenAtOncePerSecond = {
    bare: await throughput(total, width, () => bare.run()),
    create: await throughput(total, width, eachDomain(create)),
    delete: await throughput(total, width, eachDomain(remove)),
  };
  const oneAtATime = {
    bare: spreadOf(times.bare),
    farm: spreadOf(times.farm),
    create: spreadOf(times.create),
    delete: spreadOf(times.delete),
  };
  return {
    oneAtATime,
    tenAtOncePerSecond,
    createByBare: oneAtATime.create.p50Ms / oneAtATime.bare.p50Ms,
    createByBareAndFarm: oneAtATime.create.p50Ms / (oneAtATime.bare.p50Ms + oneAtATime.farm.p50Ms),
  };
}

function expectSuccess(output: { success: boolean; errorMessage?: string }): void {
  if (!output.success) throw new Error(output.errorMessage);
}
