import { prunerContract } from "../testing/index.ts";
import { asha } from "./asha.ts";

prunerContract(asha);
