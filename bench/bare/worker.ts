import { fileURLToPath } from "node:url";
import { NativeConnection, Worker } from "@temporalio/worker";
import * as activities from "./activities.ts";

/** Arguments: Temporal's address, the namespace, the task queue. A process of its own, as the product's worker is. */
const [address, namespace, taskQueue] = process.argv.slice(2);
if (address === undefined || namespace === undefined || taskQueue === undefined) {
  throw new Error("usage: worker.ts ADDRESS NAMESPACE TASK-QUEUE");
}
const worker = await Worker.create({
  connection: await NativeConnection.connect({ address }),
  namespace,
  taskQueue,
  workflowsPath: fileURLToPath(new URL("./workflow.ts", import.meta.url)),
  activities,
});
await worker.run();
