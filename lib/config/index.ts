// thalweg/config: the config file of `thalweg train`.
export {
  type ConfigContext,
  type ConfigData,
  defineConfig,
  type LossName,
  type MetricName,
  type OptimizerSpec,
  type Part,
  type SchedulerSpec,
  type TrainConfig
} from './types.ts'
