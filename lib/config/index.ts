// thalweg/config: the config file of `thalweg train`.
export {
  type ConfigContext,
  type ConfigData,
  type ConfigSearch,
  defineConfig,
  type LossName,
  type MetricName,
  type OptimizerSpec,
  type Part,
  type SchedulerSpec,
  type TrainConfig
} from './types.ts'
