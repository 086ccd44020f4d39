# The build system for users who build from source without cmake. CMakeLists.txt is the other one; both read
# native/sources.json and the folder native/kernels.
{
  "variables": {
    "sources_json": "JSON.parse(require('fs').readFileSync('native/sources.json', 'utf8'))",
    "flags": ["<!@(node -p \"<(sources_json).flags.join(' ')\")"],
    "node_addon_api": ["<!@(node -p \"'-isystem ' + require('node-addon-api').include\")"],
    # Every source in the folder of kernels is one of each level's.
    "kernels": [
      "native/dispatch/level.cc",
      "<!@(node -p \"require('fs').readdirSync('native/kernels', { recursive: true }).filter(f => f.endsWith('.cc')).sort().map(f => 'native/kernels/' + f).join(' ')\")",
    ],
  },
  "target_defaults": {
    "cflags!": ["-fno-omit-frame-pointer"],
    "cflags_cc!": ["-std=gnu++17", "-std=gnu++20", "-fno-exceptions", "-fno-rtti", "-O3"],
    "cflags": ["<@(flags)"],
    "include_dirs": ["native"],
    "xcode_settings": { "OTHER_CPLUSPLUSFLAGS": ["<@(flags)"], "GCC_SYMBOLS_PRIVATE_EXTERN": "YES" },
  },
  "targets": [
    {
      "target_name": "thalweg",
      "sources": ["<!@(node -p \"<(sources_json).baseline.join(' ')\")"],
      "defines": ["NAPI_VERSION=8", "NODE_ADDON_API_DISABLE_CPP_EXCEPTIONS"],
      # As system headers, and for the binding alone: our warnings stay ours, and no level sees their weak symbols.
      "cflags_cc": ["<@(node_addon_api)"],
      "xcode_settings": { "OTHER_CPLUSPLUSFLAGS": ["<@(node_addon_api)"] },
      "conditions": [
        ["target_arch=='x64'", { "dependencies": ["avx2", "avx512"] }],
        ["target_arch=='arm64'", { "dependencies": ["neon"] }],
        ["OS=='linux'", {
          "ldflags": ["-Wl,-z,nodelete", "-Wl,--as-needed"],
          "libraries": ["-ldl"],
        }],
      ],
    },
  ],
  "conditions": [
    ["target_arch=='x64'", {
      "targets": [
        {
          "target_name": "avx2",
          "type": "static_library",
          "sources": ["<@(kernels)"],
          "defines": ["TW_LEVEL=avx2", "TW_AVX2"],
          "cflags": ["<!@(node -p \"<(sources_json).levels.x64.avx2.join(' ')\")"],
        },
        {
          "target_name": "avx512",
          "type": "static_library",
          "sources": ["<@(kernels)"],
          "defines": ["TW_LEVEL=avx512", "TW_AVX512"],
          "cflags": ["<!@(node -p \"<(sources_json).levels.x64.avx512.join(' ')\")"],
        },
      ],
    }],
    ["target_arch=='arm64'", {
      "targets": [
        {
          "target_name": "neon",
          "type": "static_library",
          "sources": ["<@(kernels)"],
          "defines": ["TW_LEVEL=neon", "TW_NEON"],
          "cflags": ["<!@(node -p \"<(sources_json).levels.arm64.neon.join(' ')\")"],
        },
      ],
    }],
  ],
}
