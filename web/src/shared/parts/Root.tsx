import { useEffect } from 'react';
import { Outlet, useLocation, useNavigationType } from 'react-router-dom';
import { Visits } from '../../preferences/Visits';

/** The router behaves as its next major version will. */
export const routerFuture = {
    v7_relativeSplatPath: true,
    v7_fetcherPersist: true,
    v7_normalizeFormMethod: true,
    v7_partialHydration: true,
    v7_skipActionErrorRevalidation: true,
};

/** Around every page: a new one is shown from its top; going back is left to the browser, and nothing is stored for it. */
export function Root() {
    const { pathname } = useLocation();
    const kind = useNavigationType();
    useEffect(() => {
        if (kind !== 'POP') window.scrollTo(0, 0);
    }, [pathname, kind]);
    return (
        <>
            <Outlet />
            <Visits />
        </>
    );
}
