// Names of PyTorch that are different here, and those that have no meaning here, with the reason. Read by coverage.ts.

/** By section and PyTorch's name, what it is called here; also where the same name here means something else. */
export const RENAMED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'torch.nn': { Container: 'nn.Module', NLLLoss2d: 'nn.NLLLoss', RNNBase: 'nn.RNN', RNNCellBase: 'nn.RNNCell' },
  'torch.nn.functional': {
    adaptive_max_pool1d_with_indices: 'adaptiveMaxPool1d(x, { returnIndices: true })',
    adaptive_max_pool2d_with_indices: 'adaptiveMaxPool2d(x, { returnIndices: true })',
    adaptive_max_pool3d_with_indices: 'adaptiveMaxPool3d(x, { returnIndices: true })',
    fractional_max_pool2d_with_indices: 'fractionalMaxPool2d(x, { returnIndices: true })',
    fractional_max_pool3d_with_indices: 'fractionalMaxPool3d(x, { returnIndices: true })',
    max_pool1d_with_indices: 'maxPool1d(x, { returnIndices: true })',
    max_pool2d_with_indices: 'maxPool2d(x, { returnIndices: true })',
    max_pool3d_with_indices: 'maxPool3d(x, { returnIndices: true })',
    logsigmoid: 'logSigmoid',
    upsample: 'interpolate',
    upsample_bilinear: "interpolate(x, { mode: 'bilinear', alignCorners: true })",
    upsample_nearest: 'interpolate',
    multi_head_attention_forward: 'nn.MultiheadAttention'
  },
  torch: {
    as_tensor: 'tensor',
    asarray: 'fromArray',
    from_numpy: 'fromArray',
    frombuffer: 'fromArray',
    scalar_tensor: 'tensor',
    get_num_threads: 'backend.threads',
    get_rng_state: 'Generator.state',
    set_rng_state: 'Generator.setState',
    initial_seed: 'Generator.state',
    seed: 'manualSeed',
    is_tensor: 'x instanceof Tensor',
    is_floating_point: "x.dtype.startsWith('float')",
    load: 'loadSafetensors',
    save: 'saveSafetensors',
    lstm: 'nn.LSTM',
    gru: 'nn.GRU',
    rnn_tanh: 'nn.RNN',
    rnn_relu: 'nn.RNN',
    lstm_cell: 'nn.LSTMCell',
    gru_cell: 'nn.GRUCell',
    rnn_tanh_cell: 'nn.RNNCell',
    rnn_relu_cell: 'nn.RNNCell',
    max_pool1d_with_indices: 'maxPool1d(x, { returnIndices: true })',
    numel: 'x.size',
    range: 'arange',
    ger: 'outer',
    fill: 'fullLike',
    put: 'x.reshape([-1]).indexPut([index], y)',
    detach_: 'x.detach',
    set_anomaly_enabled: 'detectAnomaly',
    split_with_sizes: 'split',
    var: 'variance'
  },
  'torch.linalg': {},
  'torch.special': {
    modified_bessel_i0: 'i0',
    modified_bessel_i1: 'i1'
  },
  'torch.Tensor': {
    view: 'x.reshape',
    index: 'x.at',
    put: 'x.reshape([-1]).indexPut([index], y)',
    put_: 'x.reshape([-1]).put([index], y)',
    data: 'x.detach',
    detach_: 'x.detach',
    ger: 'x.outer',
    bool: "x.to('bool')",
    byte: "x.to('uint8')",
    double: "x.to('float64')",
    float: "x.to('float32')",
    int: "x.to('int32')",
    long: "x.to('int64')",
    dim: 'x.ndim',
    ndimension: 'x.ndim',
    nelement: 'x.size',
    numel: 'x.size',
    numpy: 'x.data',
    storage: 'x.data',
    tolist: 'x.toArray',
    size: 'x.shape',
    element_size: 'x.data.BYTES_PER_ELEMENT',
    itemsize: 'x.data.BYTES_PER_ELEMENT',
    nbytes: 'x.data.byteLength',
    type: 'x.dtype',
    requires_grad_: 'x.requiresGrad = true',
    is_floating_point: "x.dtype.startsWith('float')",
    new_empty: 'empty',
    new_full: 'full',
    new_ones: 'ones',
    new_tensor: 'tensor',
    new_zeros: 'zeros',
    split_with_sizes: 'x.split',
    type_as: 'x.to(y.dtype)'
  }
}

interface Waived {
  readonly reason: string
  matches(section: string, name: string): boolean
}

const waive = (reason: string, pattern: RegExp, section?: string): Waived => ({
  reason,
  matches: (s, name) => (section === undefined || s === section) && pattern.test(name)
})

/** In this order: the first reason that matches counts. */
export const WAIVED: readonly Waived[] = [
  waive(
    'Data parallel runs are those of thalweg/distributed, where batch norm sees its shard',
    /^(SyncBatchNorm|DataParallel)$/,
    'torch.nn'
  ),
  waive(
    'Quantized and packed integers are not part of this library',
    /quant|^q_|^qscheme$|int_repr|fbgemm|fused_moving_avg|^hash_tensor$/
  ),
  waive(
    'There is one device, the processor, and kernels of other libraries have no names',
    /cudnn|miopen|mkldnn|vulkan|_cuda$|^(cuda|cpu|ipu|xpu|mtia|device|get_device|get_device_module)$|default_device|^is_(cpu|ipu|maia|meta|mps|mtia|xla|xpu)$|pin|record_stream|cudagraph|float32_matmul_precision|default_tensor_type/
  ),
  waive(
    'There are no complex numbers',
    /complex|conj|^real$|imag|^polar$|^c(double|float)$|^chalf$|stft|^angle$|resolve_neg|^is_neg$|^eig$|^eigvals$|^view_as_real|^isreal$|^mH$|^H$|^adjoint$/
  ),
  waive(
    'There are no sparse layouts; gradients of embeddings are sparse where asked',
    /sparse|coalesce|(ccol|col|crow|row)_indices|^(hsmm|hspmm|dsmm|smm|spmm|saddmm|sspaddmm)$|^values$|^values_copy$|^indices$|^indices_copy$|dense_dim|to_dense|layout|is_nested|to_padded_tensor/
  ),
  waive(
    'Python is not compiled here: no graphs, symbols, scripts or dispatch by type',
    /^sym_|^(compile|cond|while_loop|fork|wait|vmap|classproperty|boolean_dispatch|assert_int_or_pair|Optional|typename|prepare_multiprocessing_environment|get_file_path|parse_.*|import_ir.*|unify_type_list|merge_type.*|compiled_with.*|is_storage|as_subclass|module_load|reinforce|name|output_nr|volatile|is_inference.*|is_distributed|thread_safe_generator|to_dlpack|from_dlpack|from_file|.*torch_function.*|sym.*|init_num_threads|.*interop_threads|set_printoptions|set_warn_always|is_warn_always_enabled|share_memory_|is_shared|is_anomaly.*)$/
  ),
  waive(
    'Removed from PyTorch or outdated there; the names of torch.linalg are here',
    /^(symeig|matrix_rank|lstsq|solve|qr|lu|lu_unpack|geqrf|orgqr|ormqr|triangular_solve|norm_except_dim|nuclear_norm|frobenius_norm|lobpcg|pca_lowrank|svd_lowrank)$/,
    'torch'
  ),
  waive(
    'Removed from PyTorch or outdated there; the names of torch.linalg are here',
    /^(symeig|eig|lstsq|solve|qr|lu|geqrf|orgqr|ormqr|triangular_solve)$/,
    'torch.Tensor'
  ),
  waive(
    "PyTorch's own internals behind other names of this list",
    /^native_|_copy$|batch_norm_|^unsafe_|^slice_(copy|inverse)$|grid_sampler|affine_grid_generator|constant_pad_nd|^conv_tbc$|^convolution$|^embedding_renorm_$|^feature_dropout|^empty_(permuted|strided)$|new_empty_strided|^(resize|resize_as)_?$|^segment_reduce$|^(scaled_)?grouped_mm$|^scaled_mm$|^rsub$|^is_same_size$|^is_signed$|^nonzero_static$|^sum_to_size$/
  ),
  waive(
    'Tensors are row-major or views, and the layout of memory has no interface',
    /^as_strided|^(stride|set_|is_set_to|dim_order|is_contiguous|data_ptr|const_data_ptr|untyped_storage|storage_offset|storage_type)$/
  ),
  waive(
    'The dtypes are float32, float64, int32, int64, uint8 and bool, and no mode of the whole program changes them',
    /^(half|bfloat16|short|char|set_default_dtype|get_default_dtype|can_cast|grad_dtype)$|autocast/
  ),
  waive('Every op is deterministic', /deterministic|flush_denormal/),
  waive('Functions of one number at a time would be slower than a loop over x.data', /^(apply_|map_|map2_)$/)
]
