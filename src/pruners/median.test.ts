import { prunerContract } from "../testing/index.ts";
import { median } from "./median.ts";

prunerContract(median);
