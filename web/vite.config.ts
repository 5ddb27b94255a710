import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { stubServer } from './dev/stub-server';

// Mode "stub" answers the API from fixtures in dev/: for looking at pages while no server runs.
export default defineConfig(({ mode }) => ({
    plugins: [react(), ...(mode === 'stub' ? [stubServer()] : [])],
    server: {
        port: 5173,
        proxy: mode === 'stub' ? undefined : developmentProxy(process.env['WELLKEPT_URL']),
    },
    build: {
        target: ['es2022', 'chrome109', 'firefox115', 'safari16'],
        // No data: addresses, so that the page's security policy needs none.
        assetsInlineLimit: 0,
        manifest: true,
        reportCompressedSize: false,
        rollupOptions: {
            output: {
                manualChunks: {
                    react: ['react', 'react/jsx-runtime', 'react-dom', 'react-dom/client', 'react-router-dom'],
                    mantine: ['@mantine/core', '@mantine/hooks'],
                    data: ['@tanstack/react-query', 'openapi-fetch', 'i18next', 'react-i18next'],
                },
            },
        },
    },
    test: {
        environment: 'jsdom',
        setupFiles: ['tests/setup.ts'],
        include: ['tests/**/*.test.{ts,tsx}'],
        testTimeout: 60_000,
    },
}));

function developmentProxy(server: string | undefined) {
    if (!server) return undefined;
    const paths = ['/me', '/receipts', '/v1', '/oauth', '/connect/session', '/connect/oauth', '/version', '/health'];
    return Object.fromEntries(paths.map((path) => [path, { target: server, secure: false }]));
}
