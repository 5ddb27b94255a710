import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { Problem } from './problem';

const longestWaitSeconds = 30;

/** One cache for one application; `refused` hears of each 401. */
export function newQueryClient(refused: () => void): QueryClient {
    const onError = (error: unknown) => {
        if (error instanceof Problem && error.status === 401) refused();
    };
    return new QueryClient({
        queryCache: new QueryCache({ onError }),
        mutationCache: new MutationCache({ onError }),
        defaultOptions: {
            queries: {
                staleTime: 20_000,
                retry: (failures, error) => failures < 2 && error instanceof Problem && error.passing,
                retryDelay: (failures, error) => waitMilliseconds(failures, error),
                // Asks at once and shows the problem, instead of waiting silently for the network.
                networkMode: 'always',
            },
            mutations: { retry: false, networkMode: 'always' },
        },
    });
}

function waitMilliseconds(failures: number, error: unknown): number {
    if (error instanceof Problem && error.retryAfter !== undefined)
        return Math.min(error.retryAfter, longestWaitSeconds) * 1000;
    return Math.min(1000 * 2 ** failures, 8000);
}
