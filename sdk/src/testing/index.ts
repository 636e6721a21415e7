export * from "../generated/fixtures.ts";
export {
  type Answer,
  type Answers,
  createMockClient,
  type MockCall,
  type MockClient,
  type OwnAnswers,
} from "./client.ts";
export { Failure, type FailureDetails, failing } from "./failure.ts";
