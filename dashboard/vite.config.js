/** The page: small files with hashed names, no inline scripts, so that a strict policy can hold. */
export default {
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    reportCompressedSize: false,
    rollupOptions: {
      output: { manualChunks: (id) => (/node_modules.(echarts|zrender)/.test(id) ? "charts" : null) },
    },
  },
};
