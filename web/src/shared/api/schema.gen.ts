// Generated from ../docs/openapi.json by `npm run generate`; do not edit.
export interface paths {
    "/.well-known/wellkept.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Public keys of this installation */
        get: operations["getWellKnownWellkeptJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/affiliates/{account}/rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an affiliate is paid a session */
        get: operations["getCareAffiliatesAccountRates"];
        /** Set what an affiliate is paid a session of a service, from a day on */
        put: operations["putCareAffiliatesAccountRates"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/api/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand a contact in; nothing comes back but that it was received */
        post: operations["postCareApiContacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/api/contracts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My organisation's contracts */
        get: operations["getCareApiContracts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/api/eligibility-lists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send who may come: CSV with number and until; it takes the earlier list's place */
        post: operations["postCareApiEligibilityLists"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/api/usage-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was asked, and what is confirmed */
        get: operations["getCareApiUsageRequests"];
        put?: never;
        /** Ask for a confirmation of use; it comes after the person's consent, or never */
        post: operations["postCareApiUsageRequests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Open cases, with what triage and allocation need and no more */
        get: operations["getCareBoard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/callbacks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Call-backs that are open, the earliest due first, and how each may be reached */
        get: operations["getCareCallbacks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The latest calls */
        get: operations["getCareCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/caseload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My cases, and the sessions of a day */
        get: operations["getCareCaseload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/clinicians": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who works with service users, and what of theirs is missing or runs out */
        get: operations["getCareClinicians"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/clinicians/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My own record as a clinician */
        get: operations["getCareCliniciansMe"];
        /** Say what I can do, and when; the first time, apply */
        put: operations["putCareCliniciansMe"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/clinicians/me/hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say when I am free: the hours of my week, and the days I am away */
        put: operations["putCareCliniciansMeHours"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/clinicians/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who could take a case on, by what it needs; the best fit first */
        get: operations["getCareCliniciansProposals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/clinicians/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One clinician's record */
        get: operations["getCareCliniciansAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/clinicians/{account}/credentials/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Record or renew a registration, insurance, check, supervision or review */
        put: operations["putCareCliniciansAccountCredentialsKind"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/clinicians/{account}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Verify, activate, suspend or offboard; it holds from the next request on */
        put: operations["putCareCliniciansAccountState"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/clinicians/{account}/supervisor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say who supervises a clinician from now on */
        put: operations["putCareCliniciansAccountSupervisor"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/clinicians/{account}/supervisor/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a clinician's supervision by whoever has it now */
        post: operations["postCareCliniciansAccountSupervisorEnd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/contact-form": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write to the service */
        post: operations["postCareContactForm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/critical-incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Incidents, open ones first */
        get: operations["getCareCriticalIncidents"];
        put?: never;
        /** Take an incident in that an organisation told of */
        post: operations["postCareCriticalIncidents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/critical-incidents/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Incidents of which one is a responder */
        get: operations["getCareCriticalIncidentsMine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/critical-incidents/{incident}/responders/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make somebody who is vetted a responder */
        put: operations["putCareCriticalIncidentsIncidentRespondersAccount"];
        post?: never;
        /** End somebody's part in it */
        delete: operations["deleteCareCriticalIncidentsIncidentRespondersAccount"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/critical-incidents/{incident}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Plan a group session */
        post: operations["postCareCriticalIncidentsIncidentSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/critical-incidents/{incident}/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Cancel a planned session */
        delete: operations["deleteCareCriticalIncidentsIncidentSessionsSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/critical-incidents/{incident}/sessions/{session}/headcount": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Note how many came; nobody's name */
        put: operations["putCareCriticalIncidentsIncidentSessionsSessionHeadcount"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/critical-incidents/{incident}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Accept, decline or close an incident */
        put: operations["putCareCriticalIncidentsIncidentState"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/eligibility-checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether a code or number lets somebody come today */
        post: operations["postCareEligibilityChecks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What people said of the service without their name, once enough did */
        get: operations["getCareFeedback"];
        put?: never;
        /** Say how it was, with or without your name */
        post: operations["postCareFeedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/governance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cases at risk, and those that nobody holds */
        get: operations["getCareGovernance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/handed-over/complaint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a support partner may read for a complaint, for whoever has its link and the code told by telephone */
        post: operations["postCareHandedOverComplaint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/handed-over/letter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A letter as PDF, for whoever has its link and the code told by telephone */
        post: operations["postCareHandedOverLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/links/shut": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whose link closed after too many wrong answers: call them */
        get: operations["getCareLinksShut"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/mailbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the mailbox is read, and what waits there unread */
        get: operations["getCareMailbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/misuse/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Notices of misuse that wait for a decision, or to be sent */
        get: operations["getCareMisuseWaiting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cases that are offered to me: what they need, and of whom nothing */
        get: operations["getCareOffers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/organisation/contracts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My organisation's contracts */
        get: operations["getCareOrganisationContracts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/organisation/critical-incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's incidents: state, group sessions, and numbers where enough people came */
        get: operations["getCareOrganisationCriticalIncidents"];
        put?: never;
        /** Ask for support after a critical incident */
        post: operations["postCareOrganisationCriticalIncidents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/organisation/eligibility-lists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send who may come: CSV with number and until; it takes the earlier list's place */
        post: operations["postCareOrganisationEligibilityLists"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/organisation/referral-forms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand a filled form over; nobody opens it before it was checked */
        post: operations["postCareOrganisationReferralForms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/organisation/referrals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own referrals, and the state of each that the person lets one know */
        get: operations["getCareOrganisationReferrals"];
        put?: never;
        /** Write a referral; it stays the organisation's draft until it is submitted */
        post: operations["postCareOrganisationReferrals"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/organisation/referrals/{referral}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own draft */
        get: operations["getCareOrganisationReferralsReferral"];
        /** Go on with one's own draft */
        put: operations["putCareOrganisationReferralsReferral"];
        post?: never;
        /** Throw one's own draft away */
        delete: operations["deleteCareOrganisationReferralsReferral"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/organisation/referrals/{referral}/submission": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand a referral over; from then on the organisation sees its state alone */
        post: operations["postCareOrganisationReferralsReferralSubmission"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/organisation/referrals/{referral}/taking-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take one's own referral back; the answer is the same whatever has come of it */
        post: operations["postCareOrganisationReferralsReferralTakingBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/organisation/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reports that people agreed to release to the account that asks */
        get: operations["getCareOrganisationReports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/organisation/usage-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was asked, and what is confirmed */
        get: operations["getCareOrganisationUsageRequests"];
        put?: never;
        /** Ask for a confirmation of use; it comes after the person's consent, or never */
        post: operations["postCareOrganisationUsageRequests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/organisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Partner organisations */
        get: operations["getCareOrganisations"];
        put?: never;
        /** Add an organisation, with its agreement on file */
        post: operations["postCareOrganisations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/organisations/{organisation}/access-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A code by which people may come; shown this once */
        post: operations["postCareOrganisationsOrganisationAccessCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/organisations/{organisation}/contracts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An organisation's contracts */
        get: operations["getCareOrganisationsOrganisationContracts"];
        put?: never;
        /** Add a contract */
        post: operations["postCareOrganisationsOrganisationContracts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/organisations/{organisation}/contracts/{contract}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change or end a contract */
        put: operations["putCareOrganisationsOrganisationContractsContract"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/organisations/{organisation}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A year's token for an organisation's systems; shown this once */
        post: operations["postCareOrganisationsOrganisationTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/partners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The support partners, for a sheet to give to somebody */
        get: operations["getCarePartners"];
        put?: never;
        /** Add a support partner */
        post: operations["postCarePartners"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/partners/{partner}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a support partner, or take it off the list */
        put: operations["putCarePartnersPartner"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calls of a person and their recordings */
        get: operations["getCarePeoplePersonCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a case: an enquiry */
        post: operations["postCarePeoplePersonCases"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/cases/{case}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The case file, in one answer */
        get: operations["getCarePeoplePersonCasesCase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/cases/{case}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept or decline a case that is offered to me */
        post: operations["postCarePeoplePersonCasesCaseAnswer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/cases/{case}/assessment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Triage: service, risk, and what the person needs */
        put: operations["putCarePeoplePersonCasesCaseAssessment"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/cases/{case}/assignments/{assignment}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the case back from somebody; it is closed to them at once */
        post: operations["postCarePeoplePersonCasesCaseAssignmentsAssignmentEnd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/cases/{case}/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the person shows of their devices in this case, by day */
        get: operations["getCarePeoplePersonCasesCaseDevices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/cases/{case}/entitlement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** How many sessions the case holds, within its service */
        put: operations["putCarePeoplePersonCasesCaseEntitlement"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/cases/{case}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write a note: shared, private to me, or the care plan */
        post: operations["postCarePeoplePersonCasesCaseNotes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/cases/{case}/notes/{note}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A note with all its versions, and my draft of it */
        get: operations["getCarePeoplePersonCasesCaseNotesNote"];
        /** A new version of a note; refused if somebody else wrote one meanwhile */
        put: operations["putCarePeoplePersonCasesCaseNotesNote"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/cases/{case}/notes/{note}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keep what I am writing, for me alone */
        put: operations["putCarePeoplePersonCasesCaseNotesNoteDraft"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/cases/{case}/offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Offer the case to a clinician, who answers */
        post: operations["postCarePeoplePersonCasesCaseOffers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/cases/{case}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pause, go on, hand back, or close with a summary */
        post: operations["postCarePeoplePersonCasesCaseProgress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/cases/{case}/reopening": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody comes back: a new episode, which begins anew */
        post: operations["postCarePeoplePersonCasesCaseReopening"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/cases/{case}/responses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answers to a questionnaire; scored here */
        post: operations["postCarePeoplePersonCasesCaseResponses"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/cases/{case}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Plan a session, or record one that was */
        post: operations["postCarePeoplePersonCasesCaseSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/cases/{case}/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Who came, when and how; whether to talk it over in supervision */
        put: operations["putCarePeoplePersonCasesCaseSessionsSession"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/cases/{case}/supervision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What of this case was asked in supervision, and what came of it */
        get: operations["getCarePeoplePersonCasesCaseSupervision"];
        put?: never;
        /** Ask to talk something over in supervision, without the person's name */
        post: operations["postCarePeoplePersonCasesCaseSupervision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/cases/{case}/taking": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Coordinate this case myself */
        post: operations["postCarePeoplePersonCasesCaseTaking"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/cases/{case}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Something to be done */
        post: operations["postCarePeoplePersonCasesCaseTasks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/cases/{case}/tasks/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Mark a task as done, or not */
        put: operations["putCarePeoplePersonCasesCaseTasksTask"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/critical-incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** After which incidents a person one is assigned to was offered support */
        get: operations["getCarePeoplePersonCriticalIncidents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/playbacks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say why one needs to hear a recording of a person one is assigned to, and hear it for an hour */
        post: operations["postCarePeoplePersonPlaybacks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/playbacks/{playback}/sound": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sound of a recording, by ranges of bytes, for whoever said why */
        get: operations["getCarePeoplePersonPlaybacksPlaybackSound"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the requests of a service user have come */
        get: operations["getCarePeoplePersonRequests"];
        put?: never;
        /** Pass on what somebody asks of their data, before anybody is assigned */
        post: operations["postCarePeoplePersonRequests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/wall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Wall this person off from a colleague, or from everybody who is not assigned */
        put: operations["putCarePeoplePersonWall"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/wall/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a wall down */
        post: operations["postCarePeoplePersonWallEnd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/people/{person}/walls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which walls stand before this person or stood, and why */
        get: operations["getCarePeoplePersonWalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Files of the last 30 days that were found infected or could not be checked, and how many were checked */
        get: operations["getCareQuarantine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/referrals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Referrals in a state, the longest waiting first */
        get: operations["getCareReferrals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/referrals/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Submitted referrals whose person has not been found or registered yet */
        get: operations["getCareReferralsInbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/referrals/inbox/{referral}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Put a referral away that was taken back before anybody took it up */
        delete: operations["deleteCareReferralsInboxReferral"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/referrals/inbox/{referral}/form": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An uploaded form that was found clean */
        get: operations["getCareReferralsInboxReferralForm"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/referrals/inbox/{referral}/person": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say whom a referral is about: somebody found, or registered by it */
        post: operations["postCareReferralsInboxReferralPerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reports that wait for clinical approval */
        get: operations["getCareReports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What people ask of their data, by the day it is due */
        get: operations["getCareRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/reviews/{person}/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calls of a person and their recordings */
        get: operations["getCareReviewsPersonCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/reviews/{person}/playbacks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say why one needs to hear a recording for the quality of the service, and hear it for an hour */
        post: operations["postCareReviewsPersonPlaybacks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/reviews/{person}/playbacks/{playback}/sound": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sound of a recording, by ranges of bytes, for whoever said why */
        get: operations["getCareReviewsPersonPlaybacksPlaybackSound"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/safeguarding/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Disclosures that must be looked at again, and those that were */
        get: operations["getCareSafeguardingReviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/safeguarding/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Proposals that wait for a second clinician, the emergencies first */
        get: operations["getCareSafeguardingWaiting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Find service users by name, birth date, telephone, postcode or e-mail */
        post: operations["postCareSearches"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register a service user */
        post: operations["postCareServiceUsers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A service user's record and contacts */
        get: operations["getCareServiceUsersPerson"];
        /** Change a record */
        put: operations["putCareServiceUsersPerson"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/callbacks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a call-back */
        post: operations["postCareServiceUsersPersonCallbacks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/callbacks/{callback}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note how a call-back went */
        post: operations["postCareServiceUsersPersonCallbacksCallbackAttempts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/calls/{call}/person": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say whose call it was */
        post: operations["postCareServiceUsersPersonCallsCallPerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write a contact down */
        post: operations["postCareServiceUsersPersonContacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/contacts/{contact}/done": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A contact was seen to */
        post: operations["postCareServiceUsersPersonContactsContactDone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/critical-incidents/{incident}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Offer somebody a case of their own after an incident */
        put: operations["putCareServiceUsersPersonCriticalIncidentsIncident"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/critical-incidents/{incident}/case": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open the case that they agreed to */
        post: operations["postCareServiceUsersPersonCriticalIncidentsIncidentCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/files/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes of a file that was found clean */
        get: operations["getCareServiceUsersPersonFilesFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a service user a link by which they come in, where their record says it is safe */
        post: operations["postCareServiceUsersPersonLinks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/merges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take another record of the same person in */
        post: operations["postCareServiceUsersPersonMerges"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/misuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was done about misuse, what is still to be tried, and the notices */
        get: operations["getCareServiceUsersPersonMisuse"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/misuse/measures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write down what was done about misuse, and when */
        post: operations["postCareServiceUsersPersonMisuseMeasures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/misuse/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Propose a notice to the organisation; what the policy asks for first must be on record */
        post: operations["postCareServiceUsersPersonMisuseNotices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/misuse/notices/{notice}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A notice as it would leave, and which measures came before */
        get: operations["getCareServiceUsersPersonMisuseNoticesNotice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/misuse/notices/{notice}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve a notice of misuse, or refuse it */
        post: operations["postCareServiceUsersPersonMisuseNoticesNoticeDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/misuse/notices/{notice}/sending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that an approved notice was sent, and to whom */
        post: operations["postCareServiceUsersPersonMisuseNoticesNoticeSending"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/misuse/notices/{notice}/told": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the person was told, and how */
        post: operations["postCareServiceUsersPersonMisuseNoticesNoticeTold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/misuse/notices/{notice}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a notice back that was not sent */
        post: operations["postCareServiceUsersPersonMisuseNoticesNoticeWithdrawal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/partner-complaints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a few named fields to a partner, for a complaint and for a time */
        post: operations["postCareServiceUsersPersonPartnerComplaints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/partner-complaints/{complaint}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a complaint, and with it what the partner could read */
        post: operations["postCareServiceUsersPersonPartnerComplaintsComplaintEnd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/referrals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Referrals of a person that one is assigned to, while their consent holds */
        get: operations["getCareServiceUsersPersonReferrals"];
        put?: never;
        /** Record a referral that came on a form or by mail */
        post: operations["postCareServiceUsersPersonReferrals"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/referrals/{referral}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the work on, once the person has agreed */
        post: operations["postCareServiceUsersPersonReferralsReferralAcceptance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/referrals/{referral}/closing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a referral */
        post: operations["postCareServiceUsersPersonReferralsReferralClosing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/referrals/{referral}/files/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file of a referral that one is assigned to, while the person's consent holds */
        get: operations["getCareServiceUsersPersonReferralsReferralFilesFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/release-forms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The forms a person was asked to sign, and the letters that rest on them */
        get: operations["getCareServiceUsersPersonReleaseForms"];
        put?: never;
        /** Prepare a form by which a person lets something be told to somebody, for them to read and sign */
        post: operations["postCareServiceUsersPersonReleaseForms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/release-forms/{form}/letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the letter: to exactly the recipient of a form in force, with nothing but its contents */
        post: operations["postCareServiceUsersPersonReleaseFormsFormLetters"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/release-forms/{form}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a form back that nobody has answered yet */
        post: operations["postCareServiceUsersPersonReleaseFormsFormWithdrawal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/release-letters/{letter}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The letter as PDF: to print it while it may leave, and as our own copy afterwards */
        get: operations["getCareServiceUsersPersonReleaseLettersLetter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/release-letters/{letter}/offer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the recipient a link to a letter; the code is for the telephone */
        post: operations["postCareServiceUsersPersonReleaseLettersLetterOffer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/release-letters/{letter}/posting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark a letter as posted to its recipient */
        post: operations["postCareServiceUsersPersonReleaseLettersLetterPosting"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/release-words": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who can be named in a form, what it can let out, and what for */
        get: operations["getCareServiceUsersPersonReleaseWords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/reminders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether somebody is reminded of what is planned */
        get: operations["getCareServiceUsersPersonReminders"];
        /** Write down whether somebody wants to be reminded */
        put: operations["putCareServiceUsersPersonReminders"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reports about a person that one is assigned to */
        get: operations["getCareServiceUsersPersonReports"];
        put?: never;
        /** Draft a report that the policy has for the service of a referral */
        post: operations["postCareServiceUsersPersonReports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/reports/{report}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve somebody else's report clinically */
        post: operations["postCareServiceUsersPersonReportsReportApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/reports/{report}/declined-change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decline a change that the person asked for, and say why */
        post: operations["postCareServiceUsersPersonReportsReportDeclinedChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/reports/{report}/recall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a released report back, and say why */
        post: operations["postCareServiceUsersPersonReportsReportRecall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/reports/{report}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Release a report that the person has agreed to, to its one recipient */
        post: operations["postCareServiceUsersPersonReportsReportRelease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/reports/{report}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A report that waits for approval, to be read before it is approved */
        get: operations["getCareServiceUsersPersonReportsReportReview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/reports/{report}/sending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give an approved report to the person to read */
        post: operations["postCareServiceUsersPersonReportsReportSending"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/reports/{report}/text": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write a draft anew, or change a report as the person asked */
        post: operations["postCareServiceUsersPersonReportsReportText"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the requests of somebody one is assigned to have come */
        get: operations["getCareServiceUsersPersonRequests"];
        put?: never;
        /** Pass on what somebody asks of their data; the privacy officer answers */
        post: operations["postCareServiceUsersPersonRequests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/requests/{request}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One request: what is asked, by whom, and how they may be reached */
        get: operations["getCareServiceUsersPersonRequestsRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/requests/{request}/acknowledgement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the person was told that their request arrived */
        post: operations["postCareServiceUsersPersonRequestsRequestAcknowledgement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/requests/{request}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write down what was answered and when, or why it was refused */
        post: operations["postCareServiceUsersPersonRequestsRequestAnswer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/safeguarding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was told of a person because of a danger, and what was proposed */
        get: operations["getCareServiceUsersPersonSafeguarding"];
        put?: never;
        /** Propose to tell somebody of a danger, field by field; a second clinician decides with you */
        post: operations["postCareServiceUsersPersonSafeguarding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/safeguarding-words": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reasons, recipients and fields that the policy has */
        get: operations["getCareServiceUsersPersonSafeguardingWords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/safeguarding/{disclosure}/look-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A disclosure that was made, for governance */
        get: operations["getCareServiceUsersPersonSafeguardingDisclosureLookBack"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/safeguarding/{disclosure}/notice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say how the person was told, or put it off with a reason */
        post: operations["postCareServiceUsersPersonSafeguardingDisclosureNotice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/safeguarding/{disclosure}/proposal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A proposal, for the second clinician to weigh */
        get: operations["getCareServiceUsersPersonSafeguardingDisclosureProposal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/safeguarding/{disclosure}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that it was told, and in which way; it must have been agreed to by two */
        post: operations["postCareServiceUsersPersonSafeguardingDisclosureRelease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/safeguarding/{disclosure}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether it was right to tell it */
        post: operations["postCareServiceUsersPersonSafeguardingDisclosureReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/safeguarding/{disclosure}/second": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agree as the second clinician, or not */
        post: operations["postCareServiceUsersPersonSafeguardingDisclosureSecond"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/safeguarding/{disclosure}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a proposal back that has not been told */
        post: operations["postCareServiceUsersPersonSafeguardingDisclosureWithdrawal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/signposting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where somebody was pointed, and which complaints are open to a partner */
        get: operations["getCareServiceUsersPersonSignposting"];
        put?: never;
        /** Write down that somebody was pointed to a partner; the partner learns nothing */
        post: operations["postCareServiceUsersPersonSignposting"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/signposting/{signpost}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take back that somebody was pointed to a partner: it was a mistake of today */
        delete: operations["deleteCareServiceUsersPersonSignpostingSignpost"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/unmerge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo that this record was merged into another, within 30 days */
        post: operations["postCareServiceUsersPersonUnmerge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/usage-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the partner asked about this person's use */
        get: operations["getCareServiceUsersPersonUsageRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/service-users/{person}/usage-requests/{request}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Write down that the person was asked, consented or declined */
        put: operations["putCareServiceUsersPersonUsageRequestsRequest"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Statements of affiliates, for whoever approves and pays */
        get: operations["getCareStatements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/statements/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My statements that have left, and what became of them */
        get: operations["getCareStatementsMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/statements/me/rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I am paid a session */
        get: operations["getCareStatementsMeRates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/statements/me/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My statement of a month; until it leaves, a draft from the sessions as they stand */
        get: operations["getCareStatementsMeMonth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/statements/me/{month}/csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same as CSV (RFC 4180) */
        get: operations["getCareStatementsMeMonthCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/statements/me/{month}/submission": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm the statement, as it was seen */
        post: operations["postCareStatementsMeMonthSubmission"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/statements/{account}/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One statement: dates, services, fees, and of whom nothing */
        get: operations["getCareStatementsAccountMonth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/statements/{account}/{month}/csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same as CSV (RFC 4180) */
        get: operations["getCareStatementsAccountMonthCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/statements/{account}/{month}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve a statement, or give it back with a reason */
        post: operations["postCareStatementsAccountMonthDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/statements/{account}/{month}/payment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark an approved statement as paid */
        post: operations["postCareStatementsAccountMonthPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/supervision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What those whom I supervise want to talk over; of whom, it does not say */
        get: operations["getCareSupervision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/supervision/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who supervises whom at this moment */
        get: operations["getCareSupervisionLinks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/supervision/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who supervises me at this moment */
        get: operations["getCareSupervisionMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/supervision/overdue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Questions that have waited too long for supervision: whose, and no more */
        get: operations["getCareSupervisionOverdue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/supervision/{item}/discussion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write down that it was talked over, and what came of it */
        post: operations["postCareSupervisionItemDiscussion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/telephone-systems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Connect a telephone system: its token and secret, shown this once */
        post: operations["postCareTelephoneSystems"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/telephone/calls/{call}/recordings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Announce a recording of a call (tus 1.0.0, creation) */
        post: operations["postCareTelephoneCallsCallRecordings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/telephone/recordings/{recording}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Give an unfinished recording up (tus 1.0.0, termination) */
        delete: operations["deleteCareTelephoneRecordingsRecording"];
        options?: never;
        /** How much of a recording is here (tus 1.0.0) */
        head: operations["headCareTelephoneRecordingsRecording"];
        /** The next bytes of a recording (tus 1.0.0, checksum sha256) */
        patch: operations["patchCareTelephoneRecordingsRecording"];
        trace?: never;
    };
    "/care/telephone/{system}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a telephone system tells of a call (Standard Webhooks) */
        post: operations["postCareTelephoneSystemEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/vocabulary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Services, questionnaires with their licences, and what is asked afterwards */
        get: operations["getCareVocabulary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Contacts that somebody must see to, the longest waiting first */
        get: operations["getCareWaiting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/you": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: operations["getCareYou"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/you/access-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has seen my record, when and why */
        get: operations["getCareYouAccessLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/you/access-log/{entry}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The proof that an entry of my access log stands unchanged in the signed log */
        get: operations["getCareYouAccessLogEntryProof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/you/critical-incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What support was offered to the person after an incident, and what they are asked */
        get: operations["getCareYouCriticalIncidents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/you/critical-incidents/{incident}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agree to a case of one's own, or decline */
        post: operations["postCareYouCriticalIncidentsIncidentAnswer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/you/critical-incidents/{incident}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take one's agreement back before a case was opened */
        post: operations["postCareYouCriticalIncidentsIncidentWithdrawal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/you/data-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I asked of my data, what came of it, and whom to turn to */
        get: operations["getCareYouDataRequests"];
        put?: never;
        /** Ask something of my data */
        post: operations["postCareYouDataRequests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/you/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What of my devices I could show in my care, and what I show */
        get: operations["getCareYouDevices"];
        put?: never;
        /** Join the data of my devices, by the code that stands on their page */
        post: operations["postCareYouDevices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/you/devices/{link}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Part them again; whatever is shown from there ends */
        delete: operations["deleteCareYouDevicesLink"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/you/devices/{link}/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show some metrics to the clinician of a case, until a day */
        post: operations["postCareYouDevicesLinkShares"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/you/devices/{link}/shares/{share}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show it no more, from now on */
        post: operations["postCareYouDevicesLinkSharesShareWithdrawal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/you/disclosures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything of the person's that went to somebody else */
        get: operations["getCareYouDisclosures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/you/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I wrote to the desk */
        get: operations["getCareYouMessages"];
        put?: never;
        /** Write to the desk */
        post: operations["postCareYouMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/you/question": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the holder of a link is asked */
        post: operations["postCareYouQuestion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/you/referrals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was written about the person, word for word, and what they are asked */
        get: operations["getCareYouReferrals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/you/referrals/{referral}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agree to a referral, or decline */
        post: operations["postCareYouReferralsReferralAnswer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/you/referrals/{referral}/files/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file that came with a referral of oneself */
        get: operations["getCareYouReferralsReferralFilesFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/you/referrals/{referral}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw: the work and all sharing stop at once */
        post: operations["postCareYouReferralsReferralWithdrawal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/you/release-forms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The forms a person is asked to sign, and those they signed */
        get: operations["getCareYouReleaseForms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/you/release-forms/{form}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign a form as it was read, decline it, or revoke it */
        post: operations["postCareYouReleaseFormsFormAnswer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/you/reminders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether I am reminded of what is planned */
        get: operations["getCareYouReminders"];
        /** Be reminded of what is planned, or not */
        put: operations["putCareYouReminders"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/you/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reports about the person, as they were given to them */
        get: operations["getCareYouReports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/you/reports/{report}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agree to a report, ask for changes, attach one's views, or withdraw */
        post: operations["postCareYouReportsReportAnswer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/care/you/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchange a link and the answer for a session */
        post: operations["postCareYouSession"];
        /** End the session */
        delete: operations["deleteCareYouSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/connect/oauth/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a vendor sends the Member back */
        get: operations["getConnectOauthCallback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/connect/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchange a connect token for a session */
        post: operations["postConnectSession"];
        /** End the session */
        delete: operations["deleteConnectSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cookies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cookie notice, as a page */
        get: operations["getCookies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cookies/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its editions and what changed, as a page */
        get: operations["getCookiesHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/AuditEvent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: a searchset of AuditEvent, newest first */
        get: operations["getFhirR4AuditEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/AuditEvent/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: one AuditEvent */
        get: operations["getFhirR4AuditEventId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/CareTeam": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: a searchset of CareTeam */
        get: operations["getFhirR4CareTeam"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/CareTeam/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: one CareTeam */
        get: operations["getFhirR4CareTeamId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Communication": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: a searchset of Communication */
        get: operations["getFhirR4Communication"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Communication/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: one Communication */
        get: operations["getFhirR4CommunicationId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Condition": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: a searchset of Condition */
        get: operations["getFhirR4Condition"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Condition/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: one Condition */
        get: operations["getFhirR4ConditionId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: a searchset of Consent */
        get: operations["getFhirR4Consent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Consent/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: one Consent */
        get: operations["getFhirR4ConsentId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: a searchset of Coverage */
        get: operations["getFhirR4Coverage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Coverage/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: one Coverage */
        get: operations["getFhirR4CoverageId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/DocumentReference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: a searchset of DocumentReference */
        get: operations["getFhirR4DocumentReference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/DocumentReference/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: one DocumentReference */
        get: operations["getFhirR4DocumentReferenceId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Encounter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: a searchset of Encounter */
        get: operations["getFhirR4Encounter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Encounter/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: one Encounter */
        get: operations["getFhirR4EncounterId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/EpisodeOfCare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: a searchset of EpisodeOfCare */
        get: operations["getFhirR4EpisodeOfCare"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/EpisodeOfCare/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: one EpisodeOfCare */
        get: operations["getFhirR4EpisodeOfCareId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Flag": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: a searchset of Flag */
        get: operations["getFhirR4Flag"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Flag/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: one Flag */
        get: operations["getFhirR4FlagId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: a searchset of Media */
        get: operations["getFhirR4Media"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Media/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: one Media */
        get: operations["getFhirR4MediaId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Observation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: a searchset of Observation */
        get: operations["getFhirR4Observation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Observation/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: one Observation */
        get: operations["getFhirR4ObservationId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Organization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: a searchset of Organization */
        get: operations["getFhirR4Organization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Organization/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: one Organization */
        get: operations["getFhirR4OrganizationId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Patient": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: a searchset of Patient */
        get: operations["getFhirR4Patient"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Patient/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: one Patient */
        get: operations["getFhirR4PatientId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Practitioner": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: a searchset of Practitioner */
        get: operations["getFhirR4Practitioner"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Practitioner/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: one Practitioner */
        get: operations["getFhirR4PractitionerId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/PractitionerRole": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: a searchset of PractitionerRole */
        get: operations["getFhirR4PractitionerRole"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/PractitionerRole/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: one PractitionerRole */
        get: operations["getFhirR4PractitionerRoleId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Provenance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: a searchset of Provenance */
        get: operations["getFhirR4Provenance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Provenance/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: one Provenance */
        get: operations["getFhirR4ProvenanceId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/QuestionnaireResponse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: a searchset of QuestionnaireResponse */
        get: operations["getFhirR4QuestionnaireResponse"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/QuestionnaireResponse/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: one QuestionnaireResponse */
        get: operations["getFhirR4QuestionnaireResponseId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/RelatedPerson": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: a searchset of RelatedPerson */
        get: operations["getFhirR4RelatedPerson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/RelatedPerson/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: one RelatedPerson */
        get: operations["getFhirR4RelatedPersonId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/ServiceRequest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: a searchset of ServiceRequest */
        get: operations["getFhirR4ServiceRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/ServiceRequest/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: one ServiceRequest */
        get: operations["getFhirR4ServiceRequestId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Task": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: a searchset of Task */
        get: operations["getFhirR4Task"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/Task/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** FHIR R4: one Task */
        get: operations["getFhirR4TaskId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What can be read as FHIR R4: the CapabilityStatement */
        get: operations["getFhirR4Metadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/{type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Says which types of resource there are not */
        get: operations["getFhirR4Type"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/R4/{type}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Says which types of resource there are not */
        get: operations["getFhirR4TypeId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the server is up */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I here */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/access-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who looked at my data, when and why */
        get: operations["getMeAccessLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/access-log/{entry}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The proof that an entry of my access log stands unchanged in the signed log */
        get: operations["getMeAccessLogEntryProof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** My own code, for joining my data to my care there; the one before ends */
        post: operations["postMeCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My connections and how far their history is */
        get: operations["getMeConnections"];
        put?: never;
        /** Connect a Program with the permissions given; for an online account, go on at authorize_url */
        post: operations["postMeConnections"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/connections/{connection}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Disconnect a Program: access at the vendor ends and its data are erased */
        delete: operations["deleteMeConnectionsConnection"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I allowed and withdrew, and when; as FHIR Consent with format=fhir or that Accept */
        get: operations["getMeConsents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Name, address, e-mail and telephone, and the payment provider's token */
        get: operations["getMeContact"];
        /** Set them; what is left out is removed. A card number is refused */
        put: operations["putMeContact"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/daily": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One value a local day */
        get: operations["getMeDaily"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My uploads and their reports */
        get: operations["getMeImports"];
        put?: never;
        /** Upload an export file; it is read in the background */
        post: operations["postMeImports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/imports/{import}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One upload, its progress and report */
        get: operations["getMeImportsImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What there is to read, by metric and source */
        get: operations["getMeMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/notice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The privacy notice that holds for me, and which editions I was shown */
        get: operations["getMeNotice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/notice/seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** I was shown this edition */
        post: operations["postMeNoticeSeen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every switch: Program, kind of data, purpose, recipient */
        get: operations["getMePermissions"];
        /** Turn a switch; it holds from the next read on */
        put: operations["putMePermissions"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I chose beside my data permissions */
        get: operations["getMePreferences"];
        /** Choose for myself; what is counted of visits holds for this browser too */
        put: operations["putMePreferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/programs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Programs that can be connected, and what each collects, for what, for whom and how long */
        get: operations["getMePrograms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the membership and erase everything */
        post: operations["postMeRevocation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/samples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Samples of one metric, by start */
        get: operations["getMeSamples"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An access token for a Client (client credentials) */
        post: operations["postOauthToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This interface, as OpenAPI 3.1 */
        get: operations["getOpenapiJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/privacy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All notices, as a page */
        get: operations["getPrivacy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/privacy/{service}/{territory}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The privacy notice of a service in a territory, as a page */
        get: operations["getPrivacyServiceTerritory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/privacy/{service}/{territory}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its editions and what changed, as a page */
        get: operations["getPrivacyServiceTerritoryHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/receipts/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far an erasure is, and its signed receipt */
        get: operations["getReceiptsToken"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who may do what now: accounts, roles, open doors, training, last act */
        get: operations["getStaffAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The accounts of my house, or of my Client */
        get: operations["getStaffAccounts"];
        put?: never;
        /** Invite somebody; the link is shown this once */
        post: operations["postStaffAccounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/accounts/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One account */
        get: operations["getStaffAccountsAccount"];
        /** Change roles, limits or end; it holds from the next request on */
        put: operations["putStaffAccountsAccount"];
        post?: never;
        /** Erase an ended account */
        delete: operations["deleteStaffAccountsAccount"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/accounts/{account}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End an account and all its sessions at once */
        post: operations["postStaffAccountsAccountEnd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/accounts/{account}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new way in: password and second factors begin anew, all sessions end */
        post: operations["postStaffAccountsAccountInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/accounts/{account}/training": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What somebody was trained in */
        get: operations["getStaffAccountsAccountTraining"];
        put?: never;
        /** Record that somebody was trained */
        post: operations["postStaffAccountsAccountTraining"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/agreements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Agreements on file with Clients */
        get: operations["getStaffAgreements"];
        put?: never;
        /** Put an agreement on file: data processing (dpa) or business associate (baa) */
        post: operations["postStaffAgreements"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search the log of accesses, newest first */
        get: operations["getStaffAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/audit/integrity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the log of accesses is signed, co-signed and whole, as far as was noticed */
        get: operations["getStaffAuditIntegrity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/audit/refused": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search what was refused, newest first */
        get: operations["getStaffAuditRefused"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The Clients of this installation */
        get: operations["getStaffClients"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/clients/{client}/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Invite a Client's user, under an open support access to it */
        post: operations["postStaffClientsClientAccounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/clients/{client}/key-rotation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Renew a Client's wrapping key; its people's keys are wrapped anew in the background */
        post: operations["postStaffClientsClientKeyRotation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/clients/{client}/support-access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open support access to a Client's data, for a reason and a short time */
        post: operations["postStaffClientsClientSupportAccess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/colleagues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who works here, by name and role, to choose somebody by */
        get: operations["getStaffColleagues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many people allow what, by purpose and kind of data; small numbers are not shown */
        get: operations["getStaffConsents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/exceptional-access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Doors that are or were opened, those that wait for a review first */
        get: operations["getStaffExceptionalAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/exceptional-access/{access}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a door before its time */
        post: operations["postStaffExceptionalAccessAccessEnd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/exceptional-access/{access}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Review an emergency access of somebody else */
        post: operations["postStaffExceptionalAccessAccessReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My second factors */
        get: operations["getStaffFactors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What an invitation is for, and what its second factor is set up with */
        post: operations["postStaffInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/invitation/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept an invitation: sets password and second factor, begins a session, shows the recovery codes once */
        post: operations["postStaffInvitationAcceptance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keys, their versions and ages, how far a rotation is, and the keystore's backups */
        get: operations["getStaffKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I here, and what may I */
        get: operations["getStaffMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/members/{member}/break-glass": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open one person's data in an emergency; somebody else reviews it */
        post: operations["postStaffMembersMemberBreakGlass"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/members/{member}/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Place a legal hold: what it covers is not destroyed until it is released */
        post: operations["postStaffMembersMemberHolds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/members/{member}/holds/{hold}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Release a hold; what it alone blocked goes on by itself */
        post: operations["postStaffMembersMemberHoldsHoldRelease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/members/{member}/restriction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Restrict a Member's data to storage, rights and legal claims (GDPR Article 18) */
        put: operations["putStaffMembersMemberRestriction"];
        post?: never;
        /** End a restriction */
        delete: operations["deleteStaffMembersMemberRestriction"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/members/{member}/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is held of a Member, and whether they are restricted */
        get: operations["getStaffMembersMemberRetention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/members/{member}/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide about a record whose time is up: destroy it now, or keep it for another period */
        post: operations["postStaffMembersMemberReviews"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What my roles are told of, unseen first */
        get: operations["getStaffNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/notices/{notice}/seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** I have seen it */
        post: operations["postStaffNoticesNoticeSeen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a passkey */
        post: operations["postStaffPasskeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/passkeys/challenge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a new passkey is made with */
        post: operations["postStaffPasskeysChallenge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/passkeys/{passkey}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a passkey */
        delete: operations["deleteStaffPasskeysPasskey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change my password; ends my other sessions */
        put: operations["putStaffPassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which policy was in force when, and which were refused */
        get: operations["getStaffPolicy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/policy/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the change from one version to another means for people, in plain words */
        get: operations["getStaffPolicyChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** New recovery codes, shown once; the old ones stop */
        post: operations["postStaffRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/retention/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What falls due within a year, by month, Client and record class, as counts */
        get: operations["getStaffRetentionCalendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/retention/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Holds in force, restricted people, and reviews that wait for a decision */
        get: operations["getStaffRetentionWaiting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/service-users/{person}/break-glass": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open one service user's case in an emergency; somebody else reviews it */
        post: operations["postStaffServiceUsersPersonBreakGlass"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out */
        delete: operations["deleteStaffSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/session/renewal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody is still there: moves the end of the silence on */
        post: operations["postStaffSessionRenewal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My sessions */
        get: operations["getStaffSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of my sessions */
        delete: operations["deleteStaffSessionsSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** E-mail and password: the first half of signing in */
        post: operations["postStaffSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/sign-in/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The second factor: begins the session */
        post: operations["postStaffSignInSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When totals are published next, and when they were last */
        get: operations["getStaffStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/step-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show the second factor again, before something dangerous */
        post: operations["postStaffStepUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/step-up/challenge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the second factor can be confirmed with */
        post: operations["postStaffStepUpChallenge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put the new secret into use by a first code of it */
        put: operations["putStaffTotp"];
        /** A new secret for the authenticator app; the old one holds until a code of the new one was shown */
        post: operations["postStaffTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/vocabulary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Roles, courses, reasons, purposes and categories, with their words */
        get: operations["getStaffVocabulary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tlog/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The audit log's size and root, signed and co-signed (c2sp.org/tlog-checkpoint) */
        get: operations["getTlogCheckpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tlog/tile/{level}/{a}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A part of the audit log's tree, or with `entries` its commitments (c2sp.org/tlog-tiles) */
        get: operations["getTlogTileLevelA"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tlog/tile/{level}/{a}/{b}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A part of the audit log's tree, or with `entries` its commitments (c2sp.org/tlog-tiles) */
        get: operations["getTlogTileLevelAB"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tlog/tile/{level}/{a}/{b}/{c}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A part of the audit log's tree, or with `entries` its commitments (c2sp.org/tlog-tiles) */
        get: operations["getTlogTileLevelABC"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tlog/tile/{level}/{a}/{b}/{c}/{d}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A part of the audit log's tree, or with `entries` its commitments (c2sp.org/tlog-tiles) */
        get: operations["getTlogTileLevelABCD"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/access-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this Client asked for, and what was refused, newest first */
        get: operations["getV1AccessLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/client": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The Client's own settings */
        get: operations["getV1Client"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The Client's Members */
        get: operations["getV1Members"];
        put?: never;
        /** Register a Member under the Client's own User Key; the same key gives the same Member */
        post: operations["postV1Members"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One Member */
        get: operations["getV1MembersMember"];
        put?: never;
        post?: never;
        /** End the membership and erase everything */
        delete: operations["deleteV1MembersMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/birth-date": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set a Member's birth date; what then contradicts the age rules is removed and the membership closed */
        put: operations["putV1MembersMemberBirthDate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/connect-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A single-use link by which the Member comes in, valid for 15 minutes */
        post: operations["postV1MembersMemberConnectTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A Member's connections and how far their history is */
        get: operations["getV1MembersMemberConnections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a Member allows this Client, and since when; as FHIR Consent with format=fhir or that Accept */
        get: operations["getV1MembersMemberConsents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Name, address, e-mail and telephone, and the payment provider's token */
        get: operations["getV1MembersMemberContact"];
        /** Set them; what is left out is removed. A card number is refused */
        put: operations["putV1MembersMemberContact"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/daily": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One value a local day */
        get: operations["getV1MembersMemberDaily"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/guardian-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A single-use link by which a young Member's guardian comes in and decides; valid for 15 minutes */
        post: operations["postV1MembersMemberGuardianLinks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What there is to read, by metric and source */
        get: operations["getV1MembersMemberMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/samples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Samples of one metric, by start */
        get: operations["getV1MembersMemberSamples"];
        put?: never;
        /** Store samples the portal has itself; repeating changes nothing */
        post: operations["postV1MembersMemberSamples"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All notices, newest editions */
        get: operations["getV1Notices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notices/{service}/{territory}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A notice, clause by clause with its rule; service `cookies` has the territory `all` */
        get: operations["getV1NoticesServiceTerritory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notices/{service}/{territory}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A notice's editions and what changed */
        get: operations["getV1NoticesServiceTerritoryHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/page-views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A public page was shown; counted only if this browser's owner agreed, and answered the same if not */
        post: operations["postV1PageViews"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this browser's owner chose, and whether there is something to ask */
        get: operations["getV1Preferences"];
        /** Choose, for this browser; a no is as easy as a yes */
        put: operations["putV1Preferences"];
        post?: never;
        /** Forget this browser: its choices, and what was counted of it */
        delete: operations["deleteV1Preferences"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/samples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All samples of all your Members as lines of JSON (application/x-ndjson), a page at a time: go on with the header X-Next-Cursor until there is none */
        get: operations["getV1Samples"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which totals are published, of which months, and by which rule */
        get: operations["getV1Statistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/statistics/{table}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The totals of one table, newest month first */
        get: operations["getV1StatisticsTable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/statistics/{table}/csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same as CSV (RFC 4180) */
        get: operations["getV1StatisticsTableCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support-access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who of the operator may look or looked at this Client's data, when and why */
        get: operations["getV1SupportAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trust": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Each promise: when it was last proven, and what was last seen of it here */
        get: operations["getV1Trust"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Webhook events of this Client, newest first */
        get: operations["getV1WebhookEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-events/{event}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try now to deliver an event that failed or waits */
        post: operations["postV1WebhookEventsEventRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which version runs */
        get: operations["getVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{program}/{client}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A vendor makes sure that this address is ours */
        get: operations["getWebhooksProgramClient"];
        put?: never;
        /** A vendor tells that something has changed */
        post: operations["postWebhooksProgramClient"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            /** Format: uuid */
            request_id: string;
        };
    };
    responses: {
        /** @description What went wrong, and what to do (RFC 9457) */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getWellKnownWellkeptJson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        receipt_keys: {
                            kid: string;
                            alg: string;
                            public_key: string;
                        }[];
                        audit_log?: {
                            url: string;
                            verifier_key: string;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareAffiliatesAccountRates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rates: {
                            service: string;
                            service_title: string;
                            currency: string;
                            /** Format: int32 */
                            decimals: number;
                            /** Format: int64 */
                            minor: number;
                            /** Format: date */
                            valid_from: string;
                        }[];
                        services: {
                            code: string;
                            title: string;
                        }[];
                        currencies: {
                            code: string;
                            /** Format: int32 */
                            decimals: number;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putCareAffiliatesAccountRates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    service: string;
                    currency: string;
                    /** Format: int64 */
                    minor: number;
                    /** Format: date */
                    valid_from: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareApiContacts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    text: string;
                    phone?: string;
                    email?: string;
                    access_code?: string;
                    birth_date?: string;
                    reference?: string;
                    safe?: {
                        channels: string[];
                        voicemail: boolean;
                        from?: string;
                        until?: string;
                        ask_for?: string;
                        note?: string;
                        zone?: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareApiContracts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contracts: {
                            /** Format: uuid */
                            contract_id: string;
                            reference: string;
                            state: string;
                            /** Format: date */
                            starts_on: string;
                            /** Format: date */
                            ends_on?: string;
                            services: string[];
                            session_model: string;
                            /** Format: int32 */
                            sessions?: number;
                            /** Format: int32 */
                            covered_headcount: number;
                            /** Format: int32 */
                            reporting_threshold: number;
                            territory: string;
                            in_force: boolean;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareApiEligibilityLists: {
        parameters: {
            query?: {
                /** @description the contract's id */
                contract?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        list_id: string;
                        /** Format: int32 */
                        accepted: number;
                        /** Format: int32 */
                        refused: number;
                        /** Format: int32 */
                        ended: number;
                        rows: {
                            /** Format: int64 */
                            line: number;
                            why: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareApiUsageRequests: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        requests: {
                            /** Format: uuid */
                            request_id: string;
                            reference: string;
                            /** Format: date-time */
                            asked_at: string;
                            /** Format: date */
                            confirmed_on?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareApiUsageRequests: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reference: string;
                    number: string;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareBoard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cases: {
                            /** Format: uuid */
                            person_id: string;
                            /** Format: uuid */
                            case_id: string;
                            reference: string;
                            state: string;
                            service: string;
                            service_title: string;
                            risk: string;
                            risk_flag: boolean;
                            language: string;
                            place: string;
                            mode: string;
                            skills: string[];
                            /** Format: date-time */
                            opened_at: string;
                            /** Format: date-time */
                            changed_at: string;
                            /** Format: uuid */
                            clinician_id?: string;
                            /** Format: uuid */
                            offered_to?: string;
                            /** Format: uuid */
                            manager_id?: string;
                            mine: boolean;
                        }[];
                        loads: {
                            /** Format: uuid */
                            account_id: string;
                            /** Format: int32 */
                            cases: number;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareCallbacks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        callbacks: {
                            /** Format: uuid */
                            person_id: string;
                            /** Format: uuid */
                            callback_id: string;
                            name: string;
                            why: string;
                            number?: string;
                            ask_for?: string;
                            last?: string;
                            /** Format: date-time */
                            due_at: string;
                            due: boolean;
                            may_call_now: boolean;
                            may_leave_message: boolean;
                            from?: string;
                            until?: string;
                            /** Format: int32 */
                            attempts: number;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareCalls: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        calls: {
                            /** Format: uuid */
                            person_id: string;
                            /** Format: uuid */
                            call_id: string;
                            name: string;
                            direction: string;
                            state: string;
                            recording: string;
                            notice_played: boolean;
                            /** Format: date-time */
                            started_at: string;
                            /** Format: date-time */
                            ended_at?: string;
                            from?: string;
                            queue?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareCaseload: {
        parameters: {
            query?: {
                /** @description YYYY-MM-DD */
                date?: string;
                /** @description of that day, IANA */
                zone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cases: {
                            /** Format: uuid */
                            person_id: string;
                            /** Format: uuid */
                            case_id: string;
                            reference: string;
                            name: string;
                            state: string;
                            service: string;
                            service_title: string;
                            risk: string;
                            risk_flag: boolean;
                            /** Format: date-time */
                            opened_at: string;
                            /** Format: date-time */
                            changed_at: string;
                        }[];
                        day: {
                            /** Format: uuid */
                            person_id: string;
                            /** Format: uuid */
                            case_id: string;
                            /** Format: uuid */
                            session_id: string;
                            name: string;
                            /** Format: date-time */
                            starts_at: string;
                            local: string;
                            zone: string;
                            mode: string;
                            attendance: string;
                            /** Format: int32 */
                            minutes: number;
                            supervision: boolean;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareClinicians: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        clinicians: {
                            /** Format: uuid */
                            account_id: string;
                            name: string;
                            state: string;
                            open: boolean;
                            /** Format: date-time */
                            vetted_until?: string;
                            due: {
                                kind: string;
                                /** Format: date-time */
                                valid_until?: string;
                            }[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareCliniciansMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        account_id: string;
                        state: string;
                        profile: {
                            name: string;
                            skills: string[];
                            languages: string[];
                            places: string[];
                            modes: string[];
                            /** Format: int32 */
                            spaces: number;
                            zone: string;
                            hours: {
                                /** Format: int32 */
                                weekday: number;
                                from: string;
                                to: string;
                            }[];
                            off?: {
                                from: string;
                                until: string;
                            }[];
                        };
                        credentials: {
                            kind: string;
                            /** Format: date-time */
                            valid_until: string;
                            issuer: string;
                            reference: string;
                        }[];
                        missing: string[];
                        /** Format: date-time */
                        vetted_until?: string;
                        free: {
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            until: string;
                            local_from: string;
                            local_until: string;
                        }[];
                        taken: {
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            until: string;
                            local_from: string;
                            local_until: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putCareCliniciansMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    skills: string[];
                    languages: string[];
                    places: string[];
                    modes: string[];
                    /** Format: int32 */
                    spaces: number;
                    zone: string;
                    hours: {
                        /** Format: int32 */
                        weekday: number;
                        from: string;
                        to: string;
                    }[];
                    off?: {
                        from: string;
                        until: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    putCareCliniciansMeHours: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    zone: string;
                    hours: {
                        /** Format: int32 */
                        weekday: number;
                        from: string;
                        to: string;
                    }[];
                    off: {
                        from: string;
                        until: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareCliniciansProposals: {
        parameters: {
            query?: {
                /** @description codes, by comma */
                skills?: string;
                language?: string;
                place?: string;
                /** @description in_person, phone, video */
                mode?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        proposals: {
                            /** Format: uuid */
                            account_id: string;
                            name: string;
                            /** Format: int32 */
                            fit: number;
                            /** Format: int32 */
                            spaces: number;
                            skills: string[];
                            languages: string[];
                            places: string[];
                            modes: string[];
                            says_hours: boolean;
                            /** Format: int32 */
                            free_minutes: number;
                            /** Format: date-time */
                            next_free?: string;
                            next_free_local?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareCliniciansAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        account_id: string;
                        state: string;
                        profile: {
                            name: string;
                            skills: string[];
                            languages: string[];
                            places: string[];
                            modes: string[];
                            /** Format: int32 */
                            spaces: number;
                            zone: string;
                            hours: {
                                /** Format: int32 */
                                weekday: number;
                                from: string;
                                to: string;
                            }[];
                            off?: {
                                from: string;
                                until: string;
                            }[];
                        };
                        credentials: {
                            kind: string;
                            /** Format: date-time */
                            valid_until: string;
                            issuer: string;
                            reference: string;
                        }[];
                        missing: string[];
                        /** Format: date-time */
                        vetted_until?: string;
                        free: {
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            until: string;
                            local_from: string;
                            local_until: string;
                        }[];
                        taken: {
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            until: string;
                            local_from: string;
                            local_until: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putCareCliniciansAccountCredentialsKind: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                kind: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    valid_until: string;
                    issuer: string;
                    reference: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    putCareCliniciansAccountState: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    state: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    putCareCliniciansAccountSupervisor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    supervisor_id: string;
                    /** Format: date-time */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareCliniciansAccountSupervisorEnd: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareContactForm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    text: string;
                    phone?: string;
                    email?: string;
                    access_code?: string;
                    birth_date?: string;
                    reference?: string;
                    safe?: {
                        channels: string[];
                        voicemail: boolean;
                        from?: string;
                        until?: string;
                        ask_for?: string;
                        note?: string;
                        zone?: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareCriticalIncidents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        incidents: {
                            /** Format: uuid */
                            incident_id: string;
                            /** Format: uuid */
                            organisation_id: string;
                            organisation: string;
                            source: string;
                            state: string;
                            what: string;
                            place: string;
                            contact: string;
                            /** Format: date-time */
                            reported_at: string;
                            /** Format: date-time */
                            state_at: string;
                            sessions: {
                                /** Format: uuid */
                                session_id: string;
                                /** Format: date-time */
                                starts_at: string;
                                /** Format: int32 */
                                minutes: number;
                                place: string;
                                zone: string;
                                local: string;
                                state: string;
                                /** Format: int32 */
                                headcount?: number;
                            }[];
                            responders: {
                                /** Format: uuid */
                                account_id: string;
                                /** Format: date-time */
                                since: string;
                                /** Format: date-time */
                                ended_at?: string;
                            }[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareCriticalIncidents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    what: string;
                    place: string;
                    contact: string;
                    author?: string;
                    /** Format: uuid */
                    organisation_id?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareCriticalIncidentsMine: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        incidents: {
                            /** Format: uuid */
                            incident_id: string;
                            /** Format: uuid */
                            organisation_id: string;
                            organisation: string;
                            source: string;
                            state: string;
                            what: string;
                            place: string;
                            contact: string;
                            /** Format: date-time */
                            reported_at: string;
                            /** Format: date-time */
                            state_at: string;
                            sessions: {
                                /** Format: uuid */
                                session_id: string;
                                /** Format: date-time */
                                starts_at: string;
                                /** Format: int32 */
                                minutes: number;
                                place: string;
                                zone: string;
                                local: string;
                                state: string;
                                /** Format: int32 */
                                headcount?: number;
                            }[];
                            responders: {
                                /** Format: uuid */
                                account_id: string;
                                /** Format: date-time */
                                since: string;
                                /** Format: date-time */
                                ended_at?: string;
                            }[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putCareCriticalIncidentsIncidentRespondersAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                incident: string;
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteCareCriticalIncidentsIncidentRespondersAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                incident: string;
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareCriticalIncidentsIncidentSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                incident: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    local: string;
                    zone: string;
                    later?: boolean;
                    /** Format: int32 */
                    minutes: number;
                    place: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteCareCriticalIncidentsIncidentSessionsSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                incident: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    putCareCriticalIncidentsIncidentSessionsSessionHeadcount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                incident: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: int32 */
                    headcount: number;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    putCareCriticalIncidentsIncidentState: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                incident: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    state: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareEligibilityChecks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    access_code?: string;
                    /** Format: uuid */
                    organisation_id?: string;
                    number?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        eligible: boolean;
                        /** Format: uuid */
                        organisation_id?: string;
                        organisation?: string;
                        /** Format: uuid */
                        contract_id?: string;
                        services?: string[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareFeedback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int32 */
                        answers: number;
                        shown: boolean;
                        averages: {
                            code: string;
                            title: string;
                            /** Format: int32 */
                            answers: number;
                            mean: number;
                        }[];
                        texts: string[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareFeedback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    anonymous: boolean;
                    answers: {
                        [key: string]: number;
                    };
                    text?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareGovernance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        at_risk: {
                            /** Format: uuid */
                            person_id: string;
                            /** Format: uuid */
                            case_id: string;
                            reference: string;
                            state: string;
                            service: string;
                            risk: string;
                            risk_flag: boolean;
                            /** Format: date-time */
                            opened_at: string;
                            /** Format: date-time */
                            changed_at: string;
                            /** Format: uuid */
                            clinician_id?: string;
                            /** Format: uuid */
                            manager_id?: string;
                        }[];
                        unattended: {
                            /** Format: uuid */
                            person_id: string;
                            /** Format: uuid */
                            case_id: string;
                            reference: string;
                            state: string;
                            service: string;
                            risk: string;
                            risk_flag: boolean;
                            /** Format: date-time */
                            opened_at: string;
                            /** Format: date-time */
                            changed_at: string;
                            /** Format: uuid */
                            clinician_id?: string;
                            /** Format: uuid */
                            manager_id?: string;
                        }[];
                        /** Format: int32 */
                        open: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareHandedOverComplaint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    code: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        fields: {
                            title: string;
                            value: string;
                        }[];
                        /** Format: date-time */
                        until: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareHandedOverLetter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    code: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareLinksShut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        people: {
                            /** Format: uuid */
                            person_id: string;
                            /** Format: date-time */
                            at: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareMailbox: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        configured: boolean;
                        /** Format: date-time */
                        read_at?: string;
                        /** Format: date-time */
                        tried_at?: string;
                        /** Format: date-time */
                        problem_since?: string;
                        problem?: string;
                        /** Format: int64 */
                        stored: number;
                        /** Format: int64 */
                        held_too_large: number;
                        /** Format: int64 */
                        held_sender_limit: number;
                        /** Format: int64 */
                        held_not_stored: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareMisuseWaiting: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        notices: {
                            /** Format: uuid */
                            person_id: string;
                            /** Format: uuid */
                            notice_id: string;
                            state: string;
                            told: boolean;
                            /** Format: date-time */
                            proposed_at: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareOffers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        offers: {
                            /** Format: uuid */
                            person_id: string;
                            /** Format: uuid */
                            case_id: string;
                            reference: string;
                            service: string;
                            service_title: string;
                            risk: string;
                            language: string;
                            place: string;
                            mode: string;
                            skills: string[];
                            /** Format: date-time */
                            opened_at: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareOrganisationContracts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contracts: {
                            /** Format: uuid */
                            contract_id: string;
                            reference: string;
                            state: string;
                            /** Format: date */
                            starts_on: string;
                            /** Format: date */
                            ends_on?: string;
                            services: string[];
                            session_model: string;
                            /** Format: int32 */
                            sessions?: number;
                            /** Format: int32 */
                            covered_headcount: number;
                            /** Format: int32 */
                            reporting_threshold: number;
                            territory: string;
                            in_force: boolean;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareOrganisationCriticalIncidents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        incidents: {
                            /** Format: uuid */
                            incident_id: string;
                            state: string;
                            /** Format: date */
                            since: string;
                            sessions: {
                                state: string;
                                place: string;
                                zone: string;
                                local: string;
                                /** Format: date-time */
                                starts_at: string;
                                /** Format: int32 */
                                headcount?: number;
                            }[];
                            report?: {
                                /** Format: int32 */
                                sessions: number;
                                /** Format: int32 */
                                headcount?: number;
                                /** Format: date */
                                closed_on: string;
                            };
                        }[];
                        /** Format: int32 */
                        threshold: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareOrganisationCriticalIncidents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    what: string;
                    place: string;
                    contact: string;
                    author?: string;
                    /** Format: uuid */
                    organisation_id?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareOrganisationEligibilityLists: {
        parameters: {
            query?: {
                /** @description the contract's id */
                contract?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        list_id: string;
                        /** Format: int32 */
                        accepted: number;
                        /** Format: int32 */
                        refused: number;
                        /** Format: int32 */
                        ended: number;
                        rows: {
                            /** Format: int64 */
                            line: number;
                            why: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareOrganisationReferralForms: {
        parameters: {
            query?: {
                service?: string;
                /** @description of the file */
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
                "application/pdf": string;
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        referral_id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareOrganisationReferrals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        referrals: {
                            /** Format: uuid */
                            referral_id: string;
                            state: string;
                            /** Format: date */
                            since: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareOrganisationReferrals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    person: {
                        name: string;
                        phone?: string;
                        email?: string;
                        birth_date?: string;
                    };
                    service: string;
                    reason: string;
                    questions: string;
                    informed: boolean;
                    author_name?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        referral_id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareOrganisationReferralsReferral: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                referral: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        person: {
                            name: string;
                            phone?: string;
                            email?: string;
                            birth_date?: string;
                        };
                        service: string;
                        reason: string;
                        questions: string;
                        informed: boolean;
                        author_name?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putCareOrganisationReferralsReferral: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                referral: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    person: {
                        name: string;
                        phone?: string;
                        email?: string;
                        birth_date?: string;
                    };
                    service: string;
                    reason: string;
                    questions: string;
                    informed: boolean;
                    author_name?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteCareOrganisationReferralsReferral: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                referral: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareOrganisationReferralsReferralSubmission: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                referral: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareOrganisationReferralsReferralTakingBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                referral: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareOrganisationReports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        reports: {
                            /** Format: uuid */
                            report_id: string;
                            /** Format: uuid */
                            referral_id: string;
                            kind: string;
                            text: string;
                            statement?: string;
                            /** Format: date-time */
                            delivered_at: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareOrganisationUsageRequests: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        requests: {
                            /** Format: uuid */
                            request_id: string;
                            reference: string;
                            /** Format: date-time */
                            asked_at: string;
                            /** Format: date */
                            confirmed_on?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareOrganisationUsageRequests: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reference: string;
                    number: string;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareOrganisations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        organisations: {
                            /** Format: uuid */
                            organisation_id: string;
                            name: string;
                            kind: string;
                            territory: string;
                            status: string;
                            agreement_reference?: string;
                            /** Format: date-time */
                            agreement_until?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareOrganisations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    kind: string;
                    territory: string;
                    agreement_reference: string;
                    /** Format: date-time */
                    agreement_until?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareOrganisationsOrganisationAccessCodes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    contract_id: string;
                    code?: string;
                    /** Format: date-time */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareOrganisationsOrganisationContracts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contracts: {
                            /** Format: uuid */
                            contract_id: string;
                            reference: string;
                            state: string;
                            /** Format: date */
                            starts_on: string;
                            /** Format: date */
                            ends_on?: string;
                            services: string[];
                            session_model: string;
                            /** Format: int32 */
                            sessions?: number;
                            /** Format: int32 */
                            covered_headcount: number;
                            /** Format: int32 */
                            reporting_threshold: number;
                            territory: string;
                            in_force: boolean;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareOrganisationsOrganisationContracts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reference: string;
                    state?: string;
                    session_model?: string;
                    /** Format: date */
                    starts_on: string;
                    /** Format: date */
                    ends_on?: string;
                    services: string[];
                    /** Format: int32 */
                    sessions?: number;
                    /** Format: int32 */
                    covered_headcount: number;
                    /** Format: int32 */
                    reporting_threshold?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putCareOrganisationsOrganisationContractsContract: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: string;
                contract: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reference: string;
                    state?: string;
                    session_model?: string;
                    /** Format: date */
                    starts_on: string;
                    /** Format: date */
                    ends_on?: string;
                    services: string[];
                    /** Format: int32 */
                    sessions?: number;
                    /** Format: int32 */
                    covered_headcount: number;
                    /** Format: int32 */
                    reporting_threshold?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareOrganisationsOrganisationTokens: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        token: string;
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCarePartners: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        partners: {
                            /** Format: uuid */
                            partner_id: string;
                            kind: string;
                            kind_title: string;
                            name: string;
                            telephone: string;
                            about: string;
                            web?: string;
                            hours?: string;
                            agreement_reference?: string;
                            complaints_email?: string;
                            languages: string[];
                            active: boolean;
                            takes_complaints: boolean;
                        }[];
                        kinds: {
                            code: string;
                            title: string;
                        }[];
                        complaint_fields: {
                            code: string;
                            title: string;
                        }[];
                        /** Format: int64 */
                        complaint_days_max: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCarePartners: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    kind: string;
                    name: string;
                    telephone: string;
                    about: string;
                    web?: string;
                    hours?: string;
                    agreement_reference?: string;
                    complaints_email?: string;
                    languages: string[];
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putCarePartnersPartner: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                partner: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    kind: string;
                    name: string;
                    telephone: string;
                    about: string;
                    web?: string;
                    hours?: string;
                    agreement_reference?: string;
                    complaints_email?: string;
                    languages: string[];
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCarePeoplePersonCalls: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        calls: {
                            /** Format: uuid */
                            call_id: string;
                            direction: string;
                            state: string;
                            /** Format: date-time */
                            started_at: string;
                            /** Format: date-time */
                            answered_at?: string;
                            /** Format: date-time */
                            ended_at?: string;
                            notice_played: boolean;
                            objected: boolean;
                            recordings: {
                                /** Format: uuid */
                                recording_id: string;
                                type: string;
                                /** Format: date-time */
                                at: string;
                                whole: boolean;
                            }[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCarePeoplePersonCases: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    presenting: string;
                    service?: string;
                    channel?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        case_id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCarePeoplePersonCasesCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                case: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        case_id: string;
                        name: string;
                        state: string;
                        service: string;
                        service_title: string;
                        risk: string;
                        risk_reasons: string[];
                        presenting: string;
                        summary: string;
                        language: string;
                        place: string;
                        mode: string;
                        skills: string[];
                        /** Format: int32 */
                        sessions: number;
                        /** Format: int32 */
                        used: number;
                        /** Format: date-time */
                        opened_at: string;
                        /** Format: date-time */
                        closed_at?: string;
                        closure_reason?: string;
                        closure_summary?: string;
                        mine: boolean;
                        assignments: {
                            /** Format: uuid */
                            assignment_id: string;
                            /** Format: uuid */
                            account_id: string;
                            part: string;
                            held: string;
                            /** Format: date-time */
                            offered_at: string;
                            /** Format: date-time */
                            answered_at?: string;
                            /** Format: date-time */
                            ended_at?: string;
                        }[];
                        episodes: {
                            /** Format: uuid */
                            case_id: string;
                            state: string;
                            service: string;
                            /** Format: date-time */
                            opened_at: string;
                            /** Format: date-time */
                            closed_at?: string;
                        }[];
                        timeline: {
                            kind: string;
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            at: string;
                            /** Format: uuid */
                            account_id: string;
                            /** Format: int32 */
                            version: number;
                            text?: string;
                            note_kind?: string;
                            /** Format: uuid */
                            session_id?: string;
                            done?: boolean;
                            /** Format: date */
                            due_on?: string;
                            session?: {
                                /** Format: date-time */
                                starts_at: string;
                                local: string;
                                zone: string;
                                mode: string;
                                attendance: string;
                                /** Format: int32 */
                                minutes: number;
                                supervision: boolean;
                            };
                            response?: {
                                instrument: string;
                                version: string;
                                title: string;
                                licence: string;
                                answers: number[];
                                /** Format: int32 */
                                sum: number;
                                band: string;
                                band_title: string;
                                caseness: boolean;
                                risk_items: number[];
                            };
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCarePeoplePersonCasesCaseAnswer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                case: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    accept: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    putCarePeoplePersonCasesCaseAssessment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                case: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    service: string;
                    risk: string;
                    summary: string;
                    language?: string;
                    place?: string;
                    mode?: string;
                    skills?: string[];
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCarePeoplePersonCasesCaseAssignmentsAssignmentEnd: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                case: string;
                assignment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCarePeoplePersonCasesCaseDevices: {
        parameters: {
            query?: {
                /** @description first local day */
                from?: string;
                /** @description last local day */
                to?: string;
            };
            header?: never;
            path: {
                person: string;
                case: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        earliest: string;
                        /** Format: date */
                        from: string;
                        /** Format: date */
                        to: string;
                        /** Format: date */
                        until: string;
                        /** Format: date-time */
                        since: string;
                        metrics: {
                            metric: string;
                            title: string;
                            category: string;
                            category_title: string;
                            unit: string;
                            daily: string;
                            codes?: string[];
                            days: {
                                day: string;
                                value: number;
                                /** Format: int64 */
                                count: number;
                                min: number;
                                max: number;
                                minutes_by_code?: {
                                    [key: string]: number;
                                };
                            }[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putCarePeoplePersonCasesCaseEntitlement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                case: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: int32 */
                    sessions: number;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCarePeoplePersonCasesCaseNotes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                case: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    kind: string;
                    body: string;
                    /** Format: uuid */
                    session_id?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        note_id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCarePeoplePersonCasesCaseNotesNote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                case: string;
                note: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        note_id: string;
                        kind: string;
                        /** Format: uuid */
                        session_id?: string;
                        /** Format: int32 */
                        version: number;
                        versions: {
                            /** Format: int32 */
                            version: number;
                            /** Format: uuid */
                            author_id: string;
                            body: string;
                            /** Format: date-time */
                            at: string;
                        }[];
                        draft?: {
                            /** Format: int32 */
                            version: number;
                            /** Format: uuid */
                            author_id: string;
                            body: string;
                            /** Format: date-time */
                            at: string;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putCarePeoplePersonCasesCaseNotesNote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                case: string;
                note: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: int32 */
                    base_version: number;
                    body: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int32 */
                        version: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putCarePeoplePersonCasesCaseNotesNoteDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                case: string;
                note: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: int32 */
                    base_version: number;
                    body: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCarePeoplePersonCasesCaseOffers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                case: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    account_id: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        assignment_id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCarePeoplePersonCasesCaseProgress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                case: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    what: string;
                    reason?: string;
                    summary?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        feedback_url?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCarePeoplePersonCasesCaseReopening: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                case: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    presenting: string;
                    service?: string;
                    channel?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        case_id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCarePeoplePersonCasesCaseResponses: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                case: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    instrument: string;
                    version?: string;
                    answers: number[];
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        instrument: string;
                        version: string;
                        title: string;
                        licence: string;
                        answers: number[];
                        /** Format: int32 */
                        sum: number;
                        band: string;
                        band_title: string;
                        caseness: boolean;
                        risk_items: number[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCarePeoplePersonCasesCaseSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                case: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    local: string;
                    zone: string;
                    mode: string;
                    attendance?: string;
                    later?: boolean;
                    supervision?: boolean;
                    /** Format: int32 */
                    minutes?: number;
                    /** Format: int32 */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        session_id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putCarePeoplePersonCasesCaseSessionsSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                case: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    local: string;
                    zone: string;
                    mode: string;
                    attendance?: string;
                    later?: boolean;
                    supervision?: boolean;
                    /** Format: int32 */
                    minutes?: number;
                    /** Format: int32 */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCarePeoplePersonCasesCaseSupervision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                case: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            item_id: string;
                            /** Format: uuid */
                            session_id?: string;
                            state: string;
                            question: string;
                            /** Format: date-time */
                            asked_at: string;
                            /** Format: date-time */
                            due_at: string;
                            /** Format: date */
                            discussed_on?: string;
                            outcome?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCarePeoplePersonCasesCaseSupervision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                case: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    question: string;
                    /** Format: uuid */
                    session_id?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        item_id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCarePeoplePersonCasesCaseTaking: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                case: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        assignment_id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCarePeoplePersonCasesCaseTasks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                case: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                    /** Format: date */
                    due_on?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        task_id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putCarePeoplePersonCasesCaseTasksTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                case: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    done: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCarePeoplePersonCriticalIncidents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        incidents: {
                            /** Format: uuid */
                            incident_id: string;
                            state: string;
                            /** Format: date-time */
                            offered_at: string;
                            /** Format: date-time */
                            since: string;
                            /** Format: uuid */
                            case_id?: string;
                        }[];
                        asked?: {
                            /** Format: int32 */
                            version: number;
                            text: string;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCarePeoplePersonPlaybacks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    recording_id: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        playback_id: string;
                        url: string;
                        /** Format: date-time */
                        until: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCarePeoplePersonPlaybacksPlaybackSound: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                playback: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCarePeoplePersonRequests: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        requests: {
                            /** Format: uuid */
                            request_id: string;
                            kind: string;
                            state: string;
                            /** Format: date */
                            received_on: string;
                            /** Format: date */
                            due_on: string;
                            /** Format: date-time */
                            passed_on_at: string;
                            mine: boolean;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCarePeoplePersonRequests: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    kind: string;
                    how: string;
                    /** Format: date */
                    received_on: string;
                    words: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        request_id: string;
                        /** Format: date */
                        due_on: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putCarePeoplePersonWall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    account_id?: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCarePeoplePersonWallEnd: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    account_id?: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCarePeoplePersonWalls: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        walls: {
                            /** Format: uuid */
                            account_id?: string;
                            /** Format: uuid */
                            put_up_by: string;
                            reason: string;
                            /** Format: date-time */
                            since: string;
                            /** Format: date-time */
                            ended_at?: string;
                            ended_reason?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareQuarantine: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        clean: number;
                        /** Format: int64 */
                        infected: number;
                        /** Format: int64 */
                        held: number;
                        closed: {
                            /** Format: uuid */
                            service_user_id: string;
                            /** Format: uuid */
                            file_id: string;
                            name: string;
                            state: string;
                            reason?: string;
                            /** Format: date-time */
                            since: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareReferrals: {
        parameters: {
            query?: {
                /** @description consented if left out */
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        referrals: {
                            /** Format: uuid */
                            person_id: string;
                            /** Format: uuid */
                            referral_id: string;
                            state: string;
                            service: string;
                            /** Format: uuid */
                            organisation_id: string;
                            /** Format: date-time */
                            since: string;
                            taken_back: boolean;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareReferralsInbox: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        referrals: {
                            /** Format: uuid */
                            referral_id: string;
                            /** Format: uuid */
                            organisation_id: string;
                            /** Format: date-time */
                            written_at: string;
                            text: {
                                person: {
                                    name: string;
                                    phone?: string;
                                    email?: string;
                                    birth_date?: string;
                                };
                                service: string;
                                reason: string;
                                questions: string;
                                informed: boolean;
                                author_name?: string;
                            };
                            taken_back: boolean;
                            form?: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                state: string;
                                reason?: string;
                                /** Format: int64 */
                                bytes: number;
                            };
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteCareReferralsInboxReferral: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                referral: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareReferralsInboxReferralForm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                referral: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareReferralsInboxReferralPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                referral: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    person_id?: string;
                    text?: {
                        person: {
                            name: string;
                            phone?: string;
                            email?: string;
                            birth_date?: string;
                        };
                        service: string;
                        reason: string;
                        questions: string;
                        informed: boolean;
                        author_name?: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        person_id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareReports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        reports: {
                            /** Format: uuid */
                            person_id: string;
                            /** Format: uuid */
                            report_id: string;
                            kind: string;
                            state: string;
                            /** Format: date-time */
                            since: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareRequests: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        requests: {
                            /** Format: uuid */
                            person_id: string;
                            /** Format: uuid */
                            request_id: string;
                            kind: string;
                            how: string;
                            state: string;
                            /** Format: date */
                            received_on: string;
                            /** Format: date */
                            due_on: string;
                            overdue: boolean;
                            by_person: boolean;
                            /** Format: date-time */
                            passed_on_at: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareReviewsPersonCalls: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        calls: {
                            /** Format: uuid */
                            call_id: string;
                            direction: string;
                            state: string;
                            /** Format: date-time */
                            started_at: string;
                            /** Format: date-time */
                            answered_at?: string;
                            /** Format: date-time */
                            ended_at?: string;
                            notice_played: boolean;
                            objected: boolean;
                            recordings: {
                                /** Format: uuid */
                                recording_id: string;
                                type: string;
                                /** Format: date-time */
                                at: string;
                                whole: boolean;
                            }[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareReviewsPersonPlaybacks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    recording_id: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        playback_id: string;
                        url: string;
                        /** Format: date-time */
                        until: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareReviewsPersonPlaybacksPlaybackSound: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                playback: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareSafeguardingReviews: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        disclosures: {
                            /** Format: uuid */
                            person_id: string;
                            /** Format: uuid */
                            disclosure_id: string;
                            path: string;
                            state: string;
                            notice: string;
                            /** Format: date-time */
                            review_due?: string;
                            overdue: boolean;
                            /** Format: date-time */
                            since: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareSafeguardingWaiting: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        disclosures: {
                            /** Format: uuid */
                            person_id: string;
                            /** Format: uuid */
                            disclosure_id: string;
                            path: string;
                            state: string;
                            notice: string;
                            /** Format: date-time */
                            review_due?: string;
                            overdue: boolean;
                            /** Format: date-time */
                            since: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareSearches: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    birth_date?: string;
                    phone?: string;
                    postcode?: string;
                    email?: string;
                    likely?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        found: {
                            /** Format: uuid */
                            service_user_id: string;
                            name: string;
                            state: string;
                            known_as?: string;
                            birth_date?: string;
                            postcode?: string;
                            /** Format: uuid */
                            merged_into?: string;
                            /** Format: date-time */
                            last_contact_at: string;
                        }[];
                        more: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    person: {
                        contact: {
                            name: string;
                            email?: string;
                            phone?: string;
                            address: string[];
                        };
                        known_as?: string;
                        postcode?: string;
                        other_phones: string[];
                        birth_date?: string;
                        safe: {
                            channels: string[];
                            voicemail: boolean;
                            from?: string;
                            until?: string;
                            ask_for?: string;
                            note?: string;
                            zone?: string;
                        };
                        language: string;
                        accessibility?: string;
                        next_of_kin?: {
                            name: string;
                            relationship: string;
                            phone?: string;
                        };
                        territory: string;
                        /** Format: uuid */
                        organisation?: string;
                        /** Format: uuid */
                        contract?: string;
                        number?: string;
                        eligible_by: string;
                        source: string;
                    };
                    access_code?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        service_user_id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareServiceUsersPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        service_user_id: string;
                        person: {
                            contact: {
                                name: string;
                                email?: string;
                                phone?: string;
                                address: string[];
                            };
                            known_as?: string;
                            postcode?: string;
                            other_phones: string[];
                            birth_date?: string;
                            safe: {
                                channels: string[];
                                voicemail: boolean;
                                from?: string;
                                until?: string;
                                ask_for?: string;
                                note?: string;
                                zone?: string;
                            };
                            language: string;
                            accessibility?: string;
                            next_of_kin?: {
                                name: string;
                                relationship: string;
                                phone?: string;
                            };
                            territory: string;
                            /** Format: uuid */
                            organisation?: string;
                            /** Format: uuid */
                            contract?: string;
                            number?: string;
                            eligible_by: string;
                            source: string;
                        };
                        state: string;
                        /** Format: uuid */
                        merged_into?: string;
                        /** Format: int32 */
                        version: number;
                        /** Format: date-time */
                        registered_at: string;
                        /** Format: date-time */
                        last_contact_at: string;
                        contacts: {
                            /** Format: uuid */
                            id: string;
                            channel: string;
                            direction: string;
                            state: string;
                            text: string;
                            subject?: string;
                            from?: string;
                            about?: string;
                            /** Format: date-time */
                            at: string;
                            /** Format: uuid */
                            moved_from?: string;
                            files: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                type: string;
                                state: string;
                                reason?: string;
                                /** Format: int64 */
                                bytes: number;
                            }[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putCareServiceUsersPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    person: {
                        contact: {
                            name: string;
                            email?: string;
                            phone?: string;
                            address: string[];
                        };
                        known_as?: string;
                        postcode?: string;
                        other_phones: string[];
                        birth_date?: string;
                        safe: {
                            channels: string[];
                            voicemail: boolean;
                            from?: string;
                            until?: string;
                            ask_for?: string;
                            note?: string;
                            zone?: string;
                        };
                        language: string;
                        accessibility?: string;
                        next_of_kin?: {
                            name: string;
                            relationship: string;
                            phone?: string;
                        };
                        territory: string;
                        /** Format: uuid */
                        organisation?: string;
                        /** Format: uuid */
                        contract?: string;
                        number?: string;
                        eligible_by: string;
                        source: string;
                    };
                    /** Format: int32 */
                    version: number;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonCallbacks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    why: string;
                    /** Format: date-time */
                    due_at?: string;
                    /** Format: uuid */
                    call_id?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonCallbacksCallbackAttempts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                callback: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    outcome: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonCallsCallPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                call: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    person_id: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonContacts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    channel: string;
                    text: string;
                    direction?: string;
                    subject?: string;
                    open?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonContactsContactDone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                contact: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    putCareServiceUsersPersonCriticalIncidentsIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                incident: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonCriticalIncidentsIncidentCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                incident: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    presenting: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareServiceUsersPersonFilesFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonLinks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    check: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        visit_id: string;
                        /** Format: date-time */
                        expires_at: string;
                        code?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonMerges: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    from: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareServiceUsersPersonMisuse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rules: {
                            code: string;
                            title: string;
                            /** Format: int64 */
                            after_days: number;
                        }[];
                        measures: {
                            kind: string;
                            /** Format: uuid */
                            author_id: string;
                            text?: string;
                            /** Format: date-time */
                            taken_at: string;
                        }[];
                        missing?: string;
                        notices: {
                            /** Format: uuid */
                            notice_id: string;
                            state: string;
                            text: string;
                            /** Format: date-time */
                            told_at?: string;
                            /** Format: date-time */
                            may_be_sent_from?: string;
                            /** Format: date-time */
                            proposed_at: string;
                            /** Format: date-time */
                            since: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonMisuseMeasures: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    kind: string;
                    text: string;
                    /** Format: date-time */
                    taken_at: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonMisuseNotices: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareServiceUsersPersonMisuseNoticesNotice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                notice: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        notice: {
                            /** Format: uuid */
                            notice_id: string;
                            state: string;
                            text: string;
                            /** Format: date-time */
                            told_at?: string;
                            /** Format: date-time */
                            may_be_sent_from?: string;
                            /** Format: date-time */
                            proposed_at: string;
                            /** Format: date-time */
                            since: string;
                        };
                        measures: {
                            kind: string;
                            /** Format: uuid */
                            author_id: string;
                            text?: string;
                            /** Format: date-time */
                            taken_at: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonMisuseNoticesNoticeDecision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                notice: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    approve: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonMisuseNoticesNoticeSending: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                notice: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonMisuseNoticesNoticeTold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                notice: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonMisuseNoticesNoticeWithdrawal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                notice: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonPartnerComplaints: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    case_id: string;
                    /** Format: uuid */
                    partner_id: string;
                    fields: {
                        code: string;
                        value: string;
                    }[];
                    /** Format: date-time */
                    ends_at: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        complaint_id: string;
                        code: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonPartnerComplaintsComplaintEnd: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                complaint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareServiceUsersPersonReferrals: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        referrals: {
                            /** Format: uuid */
                            referral_id: string;
                            /** Format: uuid */
                            organisation_id: string;
                            source: string;
                            service: string;
                            state: string;
                            organisation_knows_state: boolean;
                            taken_back: boolean;
                            /** Format: date-time */
                            written_at: string;
                            /** Format: date-time */
                            since: string;
                            text?: {
                                person: {
                                    name: string;
                                    phone?: string;
                                    email?: string;
                                    birth_date?: string;
                                };
                                service: string;
                                reason: string;
                                questions: string;
                                informed: boolean;
                                author_name?: string;
                            };
                            organisation?: string;
                            files: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                state: string;
                                reason?: string;
                                /** Format: int64 */
                                bytes: number;
                            }[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonReferrals: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    organisation_id: string;
                    source: string;
                    text: {
                        person: {
                            name: string;
                            phone?: string;
                            email?: string;
                            birth_date?: string;
                        };
                        service: string;
                        reason: string;
                        questions: string;
                        informed: boolean;
                        author_name?: string;
                    };
                    contact?: {
                        /** Format: uuid */
                        person_id: string;
                        /** Format: uuid */
                        contact_id: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        referral_id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonReferralsReferralAcceptance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                referral: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    case_id?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonReferralsReferralClosing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                referral: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareServiceUsersPersonReferralsReferralFilesFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                referral: string;
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareServiceUsersPersonReleaseForms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        forms: {
                            /** Format: uuid */
                            form_id: string;
                            /** Format: uuid */
                            case_id: string;
                            state: string;
                            in_force: boolean;
                            recipient: {
                                kind: string;
                                name: string;
                                role: string;
                                address: string;
                                email?: string;
                            };
                            items: {
                                content: string;
                                text?: string;
                                /** Format: uuid */
                                report_id?: string;
                            }[];
                            purpose: string;
                            note: string;
                            text: string;
                            hash: string;
                            /** Format: int32 */
                            statement: number;
                            signature?: {
                                name: string;
                                check: string;
                                /** Format: int32 */
                                statement: number;
                                /** Format: date-time */
                                at: string;
                            };
                            /** Format: date-time */
                            expires_at: string;
                            /** Format: date-time */
                            prepared_at: string;
                            /** Format: date-time */
                            since: string;
                            letters: {
                                /** Format: uuid */
                                letter_id: string;
                                state: string;
                                way?: string;
                                contents: string[];
                                /** Format: date-time */
                                made_at: string;
                                /** Format: date-time */
                                since: string;
                            }[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonReleaseForms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    case_id: string;
                    recipient: {
                        kind: string;
                        name: string;
                        role: string;
                        address: string;
                        email?: string;
                    };
                    items: {
                        content: string;
                        text?: string;
                        /** Format: uuid */
                        report_id?: string;
                    }[];
                    purpose: string;
                    note?: string;
                    /** Format: date-time */
                    expires_at: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonReleaseFormsFormLetters: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                form: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    recipient: {
                        kind: string;
                        name: string;
                        role: string;
                        address: string;
                        email?: string;
                    };
                    parts: {
                        content: string;
                        text?: string;
                        /** Format: uuid */
                        report_id?: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonReleaseFormsFormWithdrawal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                form: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareServiceUsersPersonReleaseLettersLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                letter: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonReleaseLettersLetterOffer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                letter: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonReleaseLettersLetterPosting: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                letter: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareServiceUsersPersonReleaseWords: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        recipients: {
                            code: string;
                            title: string;
                            exact: boolean;
                            report: boolean;
                        }[];
                        contents: {
                            code: string;
                            title: string;
                            exact: boolean;
                            report: boolean;
                        }[];
                        purposes: {
                            code: string;
                            title: string;
                            exact: boolean;
                            report: boolean;
                        }[];
                        ways: string[];
                        /** Format: int64 */
                        days_max: number;
                        reports: {
                            /** Format: uuid */
                            report_id: string;
                            kind: string;
                            /** Format: date-time */
                            since: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareServiceUsersPersonReminders: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        wanted: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putCareServiceUsersPersonReminders: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    wanted: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareServiceUsersPersonReports: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        reports: {
                            /** Format: uuid */
                            report_id: string;
                            /** Format: uuid */
                            referral_id: string;
                            kind: string;
                            state: string;
                            text: string;
                            hash: string;
                            statement?: string;
                            /** Format: date-time */
                            changes_until?: string;
                            /** Format: date-time */
                            since: string;
                            said: {
                                event: string;
                                text: string;
                                /** Format: date-time */
                                at: string;
                            }[];
                        }[];
                        kinds: {
                            service: string;
                            kind: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonReports: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    referral_id: string;
                    kind: string;
                    text: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        report_id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonReportsReportApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                report: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonReportsReportDeclinedChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                report: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonReportsReportRecall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                report: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonReportsReportRelease: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                report: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareServiceUsersPersonReportsReportReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                report: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        report_id: string;
                        /** Format: uuid */
                        referral_id: string;
                        kind: string;
                        state: string;
                        text: string;
                        hash: string;
                        statement?: string;
                        /** Format: date-time */
                        changes_until?: string;
                        /** Format: date-time */
                        since: string;
                        said: {
                            event: string;
                            text: string;
                            /** Format: date-time */
                            at: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonReportsReportSending: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                report: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonReportsReportText: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                report: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareServiceUsersPersonRequests: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        requests: {
                            /** Format: uuid */
                            request_id: string;
                            kind: string;
                            state: string;
                            /** Format: date */
                            received_on: string;
                            /** Format: date */
                            due_on: string;
                            /** Format: date-time */
                            passed_on_at: string;
                            mine: boolean;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonRequests: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    kind: string;
                    how: string;
                    /** Format: date */
                    received_on: string;
                    words: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        request_id: string;
                        /** Format: date */
                        due_on: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareServiceUsersPersonRequestsRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                request: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        request_id: string;
                        kind: string;
                        how: string;
                        state: string;
                        /** Format: date */
                        received_on: string;
                        /** Format: date */
                        due_on: string;
                        overdue: boolean;
                        /** Format: uuid */
                        passed_on_by?: string;
                        /** Format: date-time */
                        passed_on_at: string;
                        words: string;
                        /** Format: date-time */
                        acknowledged_at?: string;
                        /** Format: date */
                        answered_on?: string;
                        answer?: string;
                        who: {
                            name: string;
                            known_as?: string;
                            birth_date?: string;
                            phone?: string;
                            email?: string;
                            address: string[];
                            safe_channels: string[];
                            voicemail: boolean;
                            safe_from?: string;
                            safe_until?: string;
                            ask_for?: string;
                            territory: string;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonRequestsRequestAcknowledgement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                request: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonRequestsRequestAnswer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                request: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    outcome: string;
                    /** Format: date */
                    on: string;
                    words: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareServiceUsersPersonSafeguarding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        disclosures: {
                            /** Format: uuid */
                            disclosure_id: string;
                            /** Format: uuid */
                            case_id: string;
                            path: string;
                            state: string;
                            hash: string;
                            reason: string;
                            grounds: string;
                            recipient: string;
                            to: string;
                            consulted: boolean;
                            not_consulted?: string;
                            consultation: string;
                            fields: {
                                code: string;
                                value: string;
                                why: string;
                            }[];
                            /** Format: uuid */
                            first_id: string;
                            /** Format: uuid */
                            second_id?: string;
                            mine: boolean;
                            decision?: string;
                            outcome?: string;
                            review?: string;
                            notice: string;
                            notice_text?: string;
                            /** Format: date-time */
                            notice_until?: string;
                            /** Format: date-time */
                            released_at?: string;
                            /** Format: date-time */
                            review_due?: string;
                            /** Format: date-time */
                            proposed_at: string;
                            /** Format: date-time */
                            since: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonSafeguarding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    case_id: string;
                    emergency: boolean;
                    reason: string;
                    grounds: string;
                    recipient: string;
                    to: string;
                    consulted: boolean;
                    not_consulted?: string;
                    consultation: string;
                    fields: {
                        code: string;
                        value: string;
                        why: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareServiceUsersPersonSafeguardingWords: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        reasons: {
                            code: string;
                            title: string;
                            emergency: boolean;
                        }[];
                        fields: {
                            code: string;
                            title: string;
                            emergency: boolean;
                        }[];
                        not_consulted: {
                            code: string;
                            title: string;
                            emergency: boolean;
                        }[];
                        outcomes: {
                            code: string;
                            title: string;
                            emergency: boolean;
                        }[];
                        recipients: {
                            code: string;
                            title: string;
                            reasons: string[];
                            fields: string[];
                        }[];
                        ways: string[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareServiceUsersPersonSafeguardingDisclosureLookBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                disclosure: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        disclosure_id: string;
                        /** Format: uuid */
                        case_id: string;
                        path: string;
                        state: string;
                        hash: string;
                        reason: string;
                        grounds: string;
                        recipient: string;
                        to: string;
                        consulted: boolean;
                        not_consulted?: string;
                        consultation: string;
                        fields: {
                            code: string;
                            value: string;
                            why: string;
                        }[];
                        /** Format: uuid */
                        first_id: string;
                        /** Format: uuid */
                        second_id?: string;
                        mine: boolean;
                        decision?: string;
                        outcome?: string;
                        review?: string;
                        notice: string;
                        notice_text?: string;
                        /** Format: date-time */
                        notice_until?: string;
                        /** Format: date-time */
                        released_at?: string;
                        /** Format: date-time */
                        review_due?: string;
                        /** Format: date-time */
                        proposed_at: string;
                        /** Format: date-time */
                        since: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonSafeguardingDisclosureNotice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                disclosure: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    put_off_until?: string;
                    words: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareServiceUsersPersonSafeguardingDisclosureProposal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                disclosure: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        disclosure_id: string;
                        /** Format: uuid */
                        case_id: string;
                        path: string;
                        state: string;
                        hash: string;
                        reason: string;
                        grounds: string;
                        recipient: string;
                        to: string;
                        consulted: boolean;
                        not_consulted?: string;
                        consultation: string;
                        fields: {
                            code: string;
                            value: string;
                            why: string;
                        }[];
                        /** Format: uuid */
                        first_id: string;
                        /** Format: uuid */
                        second_id?: string;
                        mine: boolean;
                        decision?: string;
                        outcome?: string;
                        review?: string;
                        notice: string;
                        notice_text?: string;
                        /** Format: date-time */
                        notice_until?: string;
                        /** Format: date-time */
                        released_at?: string;
                        /** Format: date-time */
                        review_due?: string;
                        /** Format: date-time */
                        proposed_at: string;
                        /** Format: date-time */
                        since: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonSafeguardingDisclosureRelease: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                disclosure: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    way: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonSafeguardingDisclosureReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                disclosure: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    outcome: string;
                    words: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonSafeguardingDisclosureSecond: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                disclosure: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    agree: boolean;
                    hash: string;
                    words: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonSafeguardingDisclosureWithdrawal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                disclosure: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareServiceUsersPersonSignposting: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        signposts: {
                            /** Format: uuid */
                            signpost_id: string;
                            /** Format: uuid */
                            case_id: string;
                            partner: string;
                            mine: boolean;
                            /** Format: date-time */
                            at: string;
                        }[];
                        complaints: {
                            /** Format: uuid */
                            complaint_id: string;
                            /** Format: uuid */
                            case_id: string;
                            partner: string;
                            fields: {
                                code: string;
                                value: string;
                            }[];
                            open: boolean;
                            /** Format: date-time */
                            opened_at: string;
                            /** Format: date-time */
                            ends_at: string;
                            /** Format: date-time */
                            read_at?: string;
                            /** Format: date-time */
                            ended_at?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonSignposting: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    case_id: string;
                    /** Format: uuid */
                    partner_id: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteCareServiceUsersPersonSignpostingSignpost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                signpost: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareServiceUsersPersonUnmerge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareServiceUsersPersonUsageRequests: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        requests: {
                            /** Format: uuid */
                            request_id: string;
                            /** Format: uuid */
                            organisation: string;
                            /** Format: date-time */
                            asked_at: string;
                            state: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putCareServiceUsersPersonUsageRequestsRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                request: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    state: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareStatements: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        statements: {
                            /** Format: uuid */
                            account_id: string;
                            name: string;
                            month: string;
                            state: string;
                            currency: string;
                            /** Format: int32 */
                            decimals: number;
                            /** Format: int64 */
                            total_minor: number;
                            /** Format: int32 */
                            count: number;
                            /** Format: date-time */
                            submitted_at?: string;
                            /** Format: date-time */
                            changed_at?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareStatementsMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        statements: {
                            /** Format: uuid */
                            account_id: string;
                            name: string;
                            month: string;
                            state: string;
                            currency: string;
                            /** Format: int32 */
                            decimals: number;
                            /** Format: int64 */
                            total_minor: number;
                            /** Format: int32 */
                            count: number;
                            /** Format: date-time */
                            submitted_at?: string;
                            /** Format: date-time */
                            changed_at?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareStatementsMeRates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rates: {
                            service: string;
                            service_title: string;
                            currency: string;
                            /** Format: int32 */
                            decimals: number;
                            /** Format: int64 */
                            minor: number;
                            /** Format: date */
                            valid_from: string;
                        }[];
                        services: {
                            code: string;
                            title: string;
                        }[];
                        currencies: {
                            code: string;
                            /** Format: int32 */
                            decimals: number;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareStatementsMeMonth: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        account_id: string;
                        name: string;
                        month: string;
                        state: string;
                        currency: string;
                        /** Format: int32 */
                        decimals: number;
                        /** Format: int64 */
                        total_minor: number;
                        /** Format: int32 */
                        count: number;
                        lines: {
                            reference: string;
                            date: string;
                            time?: string;
                            /** Format: int32 */
                            minutes: number;
                            service: string;
                            service_title: string;
                            /** Format: int64 */
                            minor?: number;
                            late: boolean;
                        }[];
                        reason?: string;
                        payment?: string;
                        /** Format: date-time */
                        submitted_at?: string;
                        /** Format: date-time */
                        changed_at?: string;
                        may_submit: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareStatementsMeMonthCsv: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareStatementsMeMonthSubmission: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: int64 */
                    total_minor: number;
                    /** Format: int32 */
                    count: number;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareStatementsAccountMonth: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        account_id: string;
                        name: string;
                        month: string;
                        state: string;
                        currency: string;
                        /** Format: int32 */
                        decimals: number;
                        /** Format: int64 */
                        total_minor: number;
                        /** Format: int32 */
                        count: number;
                        lines: {
                            reference: string;
                            date: string;
                            time?: string;
                            /** Format: int32 */
                            minutes: number;
                            service: string;
                            service_title: string;
                            /** Format: int64 */
                            minor?: number;
                            late: boolean;
                        }[];
                        reason?: string;
                        payment?: string;
                        /** Format: date-time */
                        submitted_at?: string;
                        /** Format: date-time */
                        changed_at?: string;
                        may_submit: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareStatementsAccountMonthCsv: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareStatementsAccountMonthDecision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                month: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    approve: boolean;
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareStatementsAccountMonthPayment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                month: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    payment: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareSupervision: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        questions: {
                            /** Format: uuid */
                            item_id: string;
                            /** Format: uuid */
                            account_id: string;
                            name: string;
                            state: string;
                            question: string;
                            /** Format: date-time */
                            asked_at: string;
                            /** Format: date-time */
                            due_at: string;
                            overdue: boolean;
                            /** Format: date */
                            discussed_on?: string;
                            outcome?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareSupervisionLinks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        links: {
                            /** Format: uuid */
                            account_id: string;
                            /** Format: uuid */
                            supervisor_id: string;
                            name: string;
                            supervisor_name: string;
                            /** Format: date-time */
                            since: string;
                            /** Format: date-time */
                            until?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareSupervisionMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        supervisor_name?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareSupervisionOverdue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        overdue: {
                            /** Format: uuid */
                            account_id: string;
                            name: string;
                            supervisor_name: string;
                            /** Format: date-time */
                            asked_at: string;
                            /** Format: date-time */
                            due_at: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareSupervisionItemDiscussion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                item: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date */
                    on: string;
                    outcome: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareTelephoneSystems: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        token: string;
                        webhook_secret: string;
                        /** Format: date-time */
                        token_until: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareTelephoneCallsCallRecordings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteCareTelephoneRecordingsRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recording: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    headCareTelephoneRecordingsRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recording: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    patchCareTelephoneRecordingsRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recording: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/offset+octet-stream": string;
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareTelephoneSystemEvents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                system: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    type: string;
                    call: string;
                    /** Format: date-time */
                    at: string;
                    direction?: string;
                    from?: string;
                    queue?: string;
                    outcome?: string;
                    /** Format: uuid */
                    callback_id?: string;
                    /** Format: date-time */
                    due_at?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareVocabulary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        services: {
                            code: string;
                            title: string;
                            /** Format: int32 */
                            sessions: number;
                            /** Format: int32 */
                            sessions_max: number;
                            modes: string[];
                            reports: {
                                code: string;
                                title: string;
                                to: string;
                                needs: string;
                            }[];
                        }[];
                        questionnaires: {
                            code: string;
                            version: string;
                            title: string;
                            licence: string;
                            intro: string;
                            answers: string[];
                            items: string[];
                            bands: {
                                /** Format: int32 */
                                from: number;
                                code: string;
                                title: string;
                            }[];
                            /** Format: int32 */
                            caseness: number;
                            /** Format: int32 */
                            reliable_change: number;
                            /** Format: int32 */
                            sum_max: number;
                            /** Format: int32 */
                            missing_max: number;
                            lower_is_worse: boolean;
                        }[];
                        feedback: {
                            code: string;
                            title: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareWaiting: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        waiting: {
                            /** Format: uuid */
                            service_user_id: string;
                            /** Format: uuid */
                            contact_id: string;
                            name: string;
                            channel: string;
                            /** Format: date-time */
                            at: string;
                            about?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareYou: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        recognised_by: string;
                        /** Format: date-time */
                        since: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareYouAccessLog: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            at: string;
                            who: {
                                kind: string;
                                name: string;
                            };
                            action: string;
                            action_title: string;
                            purpose: string;
                            purpose_title: string;
                            decision: string;
                            details: {
                                [key: string]: string;
                            };
                        }[];
                        next_cursor?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareYouAccessLogEntryProof: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entry: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        event_id: string;
                        /** Format: int64 */
                        index: number;
                        /** Format: int64 */
                        size: number;
                        cosigned: boolean;
                        proof: string;
                        row: string;
                        salt: string;
                        log_key: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareYouCriticalIncidents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        incidents: {
                            /** Format: uuid */
                            incident_id: string;
                            state: string;
                            /** Format: date-time */
                            offered_at: string;
                            /** Format: date-time */
                            since: string;
                            /** Format: uuid */
                            case_id?: string;
                        }[];
                        asked?: {
                            /** Format: int32 */
                            version: number;
                            text: string;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareYouCriticalIncidentsIncidentAnswer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                incident: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    answer: string;
                    /** Format: int32 */
                    wording: number;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareYouCriticalIncidentsIncidentWithdrawal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                incident: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareYouDataRequests: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        requests: {
                            /** Format: uuid */
                            request_id: string;
                            kind: string;
                            how: string;
                            state: string;
                            words: string;
                            /** Format: date */
                            received_on: string;
                            /** Format: date */
                            due_on: string;
                            /** Format: date-time */
                            passed_on_at: string;
                            /** Format: date-time */
                            acknowledged_at?: string;
                            /** Format: date */
                            answered_on?: string;
                            answer?: string;
                        }[];
                        turn_to: {
                            controller: string;
                            officer: string;
                            address: string;
                            mail: string;
                            regulator: string;
                            regulator_url: string;
                            regulator_phone: string;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareYouDataRequests: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    kind: string;
                    words: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        request_id: string;
                        /** Format: date */
                        due_on: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareYouDevices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        asked: {
                            title: string;
                            text: string;
                            basis: string;
                        };
                        /** Format: date */
                        until_default: string;
                        /** Format: date */
                        until_max: string;
                        /** Format: int64 */
                        days_before_case: number;
                        links: {
                            /** Format: uuid */
                            link_id: string;
                            /** Format: date-time */
                            joined_at: string;
                            there: boolean;
                            metrics: {
                                metric: string;
                                title: string;
                                category: string;
                                category_title: string;
                                /** Format: date-time */
                                last?: string;
                            }[];
                        }[];
                        cases: {
                            /** Format: uuid */
                            case_id: string;
                            title: string;
                            /** Format: date-time */
                            opened_at: string;
                        }[];
                        shares: {
                            /** Format: uuid */
                            share_id: string;
                            /** Format: uuid */
                            link_id: string;
                            /** Format: uuid */
                            case_id: string;
                            state: string;
                            metrics: {
                                metric: string;
                                title: string;
                                category: string;
                                category_title: string;
                                /** Format: date-time */
                                last?: string;
                            }[];
                            /** Format: date-time */
                            since: string;
                            /** Format: date */
                            until: string;
                            /** Format: date-time */
                            ended_at?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareYouDevices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        link_id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteCareYouDevicesLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                link: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareYouDevicesLinkShares: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                link: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    case_id: string;
                    metrics: string[];
                    /** Format: date */
                    until: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        share_id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareYouDevicesLinkSharesShareWithdrawal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                link: string;
                share: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareYouDisclosures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        disclosures: {
                            recipient: string;
                            to: string;
                            what: string;
                            basis: string;
                            categories: string[];
                            /** Format: date-time */
                            at: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareYouMessages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        messages: {
                            /** Format: uuid */
                            message_id: string;
                            /** Format: date-time */
                            at: string;
                            text: string;
                            state: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareYouMessages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareYouQuestion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        check: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareYouReferrals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        asked: {
                            /** Format: int32 */
                            version: number;
                            text: string;
                        };
                        referrals: {
                            /** Format: uuid */
                            referral_id: string;
                            /** Format: uuid */
                            organisation_id: string;
                            source: string;
                            service: string;
                            state: string;
                            organisation_knows_state: boolean;
                            taken_back: boolean;
                            /** Format: date-time */
                            written_at: string;
                            /** Format: date-time */
                            since: string;
                            text?: {
                                person: {
                                    name: string;
                                    phone?: string;
                                    email?: string;
                                    birth_date?: string;
                                };
                                service: string;
                                reason: string;
                                questions: string;
                                informed: boolean;
                                author_name?: string;
                            };
                            organisation?: string;
                            files: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                state: string;
                                reason?: string;
                                /** Format: int64 */
                                bytes: number;
                            }[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareYouReferralsReferralAnswer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                referral: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    answer: string;
                    /** Format: int32 */
                    wording: number;
                    organisation_may_know: boolean;
                    statement?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareYouReferralsReferralFilesFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                referral: string;
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareYouReferralsReferralWithdrawal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                referral: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareYouReleaseForms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        forms: {
                            /** Format: uuid */
                            form_id: string;
                            /** Format: uuid */
                            case_id: string;
                            state: string;
                            in_force: boolean;
                            recipient: {
                                kind: string;
                                name: string;
                                role: string;
                                address: string;
                                email?: string;
                            };
                            items: {
                                content: string;
                                text?: string;
                                /** Format: uuid */
                                report_id?: string;
                            }[];
                            purpose: string;
                            note: string;
                            text: string;
                            hash: string;
                            /** Format: int32 */
                            statement: number;
                            signature?: {
                                name: string;
                                check: string;
                                /** Format: int32 */
                                statement: number;
                                /** Format: date-time */
                                at: string;
                            };
                            /** Format: date-time */
                            expires_at: string;
                            /** Format: date-time */
                            prepared_at: string;
                            /** Format: date-time */
                            since: string;
                            letters: {
                                /** Format: uuid */
                                letter_id: string;
                                state: string;
                                way?: string;
                                contents: string[];
                                /** Format: date-time */
                                made_at: string;
                                /** Format: date-time */
                                since: string;
                            }[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareYouReleaseFormsFormAnswer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                form: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    answer: string;
                    hash?: string;
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareYouReminders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        wanted: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putCareYouReminders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    wanted: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCareYouReports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        reports: {
                            /** Format: uuid */
                            report_id: string;
                            /** Format: uuid */
                            referral_id: string;
                            kind: string;
                            state: string;
                            text: string;
                            hash: string;
                            statement?: string;
                            /** Format: date-time */
                            changes_until?: string;
                            /** Format: date-time */
                            since: string;
                            said: {
                                event: string;
                                text: string;
                                /** Format: date-time */
                                at: string;
                            }[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareYouReportsReportAnswer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                report: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    answer: string;
                    hash?: string;
                    text?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postCareYouSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    answer: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteCareYouSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getConnectOauthCallback: {
        parameters: {
            query?: {
                /** @description the vendor's authorization code */
                code?: string;
                /** @description ours, single-use */
                state?: string;
                /** @description if the Member said no */
                error?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Go on there */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postConnectSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        member_id: string;
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteConnectSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCookies: {
        parameters: {
            query?: {
                /** @description the newest if left out */
                edition?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCookiesHistory: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4AuditEvent: {
        parameters: {
            query?: {
                /** @description a permission's name, such as cases.read; or 110127, for emergency openings */
                subtype?: string;
                /** @description 0 (permitted) or 4 (refused) */
                outcome?: string;
                /** @description such as client, member, staff.director */
                "agent-role"?: string;
                /** @description a purpose */
                purpose?: string;
                /** @description a Client's id */
                client?: string;
                /** @description a request's id */
                request?: string;
                /** @description a day or a moment, with eq, ge, gt, le or lt before it */
                date?: string;
                /** @description at most 200 */
                _count?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Bundle";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4AuditEventId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "AuditEvent";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4CareTeam: {
        parameters: {
            query?: {
                /** @description Patient/ and an id */
                patient?: string;
                /** @description by comma */
                _id?: string;
                /** @description by comma */
                status?: string;
                /** @description a day or a moment, with eq, ge, gt, le or lt before it */
                date?: string;
                /** @description at most 200 */
                _count?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Bundle";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4CareTeamId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "CareTeam";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4Communication: {
        parameters: {
            query?: {
                /** @description Patient/ and an id */
                patient?: string;
                /** @description by comma */
                _id?: string;
                /** @description by comma */
                status?: string;
                /** @description a day or a moment, with eq, ge, gt, le or lt before it */
                date?: string;
                /** @description at most 200 */
                _count?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Bundle";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4CommunicationId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Communication";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4Condition: {
        parameters: {
            query?: {
                /** @description Patient/ and an id */
                patient?: string;
                /** @description by comma */
                _id?: string;
                /** @description a day or a moment, with eq, ge, gt, le or lt before it */
                date?: string;
                /** @description at most 200 */
                _count?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Bundle";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4ConditionId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Condition";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4Consent: {
        parameters: {
            query?: {
                /** @description Patient/ and an id */
                patient?: string;
                /** @description by comma */
                _id?: string;
                /** @description by comma */
                status?: string;
                /** @description a day or a moment, with eq, ge, gt, le or lt before it */
                date?: string;
                /** @description at most 200 */
                _count?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Bundle";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4ConsentId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Consent";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4Coverage: {
        parameters: {
            query?: {
                /** @description Patient/ and an id */
                patient?: string;
                /** @description by comma */
                _id?: string;
                /** @description by comma */
                status?: string;
                /** @description a day or a moment, with eq, ge, gt, le or lt before it */
                date?: string;
                /** @description at most 200 */
                _count?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Bundle";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4CoverageId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Coverage";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4DocumentReference: {
        parameters: {
            query?: {
                /** @description Patient/ and an id */
                patient?: string;
                /** @description by comma */
                _id?: string;
                /** @description by comma */
                status?: string;
                /** @description a day or a moment, with eq, ge, gt, le or lt before it */
                date?: string;
                /** @description at most 200 */
                _count?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Bundle";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4DocumentReferenceId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "DocumentReference";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4Encounter: {
        parameters: {
            query?: {
                /** @description Patient/ and an id */
                patient?: string;
                /** @description by comma */
                _id?: string;
                /** @description by comma */
                status?: string;
                /** @description a day or a moment, with eq, ge, gt, le or lt before it */
                date?: string;
                /** @description at most 200 */
                _count?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Bundle";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4EncounterId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Encounter";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4EpisodeOfCare: {
        parameters: {
            query?: {
                /** @description Patient/ and an id */
                patient?: string;
                /** @description by comma */
                _id?: string;
                /** @description by comma */
                status?: string;
                /** @description a day or a moment, with eq, ge, gt, le or lt before it */
                date?: string;
                /** @description at most 200 */
                _count?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Bundle";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4EpisodeOfCareId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "EpisodeOfCare";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4Flag: {
        parameters: {
            query?: {
                /** @description Patient/ and an id */
                patient?: string;
                /** @description by comma */
                _id?: string;
                /** @description by comma */
                status?: string;
                /** @description a day or a moment, with eq, ge, gt, le or lt before it */
                date?: string;
                /** @description at most 200 */
                _count?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Bundle";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4FlagId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Flag";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4Media: {
        parameters: {
            query?: {
                /** @description Patient/ and an id */
                patient?: string;
                /** @description by comma */
                _id?: string;
                /** @description by comma */
                status?: string;
                /** @description a day or a moment, with eq, ge, gt, le or lt before it */
                date?: string;
                /** @description at most 200 */
                _count?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Bundle";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4MediaId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Media";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4Observation: {
        parameters: {
            query?: {
                /** @description Patient/ and an id */
                patient?: string;
                /** @description by comma */
                _id?: string;
                /** @description by comma */
                status?: string;
                /** @description a day or a moment, with eq, ge, gt, le or lt before it */
                date?: string;
                /** @description at most 200 */
                _count?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Bundle";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4ObservationId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Observation";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4Organization: {
        parameters: {
            query?: {
                /** @description by comma */
                _id?: string;
                /** @description at most 200 */
                _count?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Bundle";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4OrganizationId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Organization";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4Patient: {
        parameters: {
            query?: {
                /** @description by comma */
                _id?: string;
                /** @description at most 200 */
                _count?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Bundle";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4PatientId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Patient";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4Practitioner: {
        parameters: {
            query?: {
                /** @description by comma */
                _id?: string;
                /** @description at most 200 */
                _count?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Bundle";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4PractitionerId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Practitioner";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4PractitionerRole: {
        parameters: {
            query?: {
                /** @description by comma */
                _id?: string;
                /** @description at most 200 */
                _count?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Bundle";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4PractitionerRoleId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "PractitionerRole";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4Provenance: {
        parameters: {
            query?: {
                /** @description Patient/ and an id */
                patient?: string;
                /** @description by comma */
                _id?: string;
                /** @description a day or a moment, with eq, ge, gt, le or lt before it */
                date?: string;
                /** @description at most 200 */
                _count?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Bundle";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4ProvenanceId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Provenance";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4QuestionnaireResponse: {
        parameters: {
            query?: {
                /** @description Patient/ and an id */
                patient?: string;
                /** @description by comma */
                _id?: string;
                /** @description by comma */
                status?: string;
                /** @description a day or a moment, with eq, ge, gt, le or lt before it */
                date?: string;
                /** @description at most 200 */
                _count?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Bundle";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4QuestionnaireResponseId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "QuestionnaireResponse";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4RelatedPerson: {
        parameters: {
            query?: {
                /** @description Patient/ and an id */
                patient?: string;
                /** @description by comma */
                _id?: string;
                /** @description at most 200 */
                _count?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Bundle";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4RelatedPersonId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "RelatedPerson";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4ServiceRequest: {
        parameters: {
            query?: {
                /** @description Patient/ and an id */
                patient?: string;
                /** @description by comma */
                _id?: string;
                /** @description by comma */
                status?: string;
                /** @description a day or a moment, with eq, ge, gt, le or lt before it */
                date?: string;
                /** @description at most 200 */
                _count?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Bundle";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4ServiceRequestId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "ServiceRequest";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4Task: {
        parameters: {
            query?: {
                /** @description Patient/ and an id */
                patient?: string;
                /** @description by comma */
                _id?: string;
                /** @description by comma */
                status?: string;
                /** @description a day or a moment, with eq, ge, gt, le or lt before it */
                date?: string;
                /** @description at most 200 */
                _count?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Bundle";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4TaskId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "Task";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4Metadata: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        resourceType: "CapabilityStatement";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4Type: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getFhirR4TypeId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                type: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        member_id: string;
                        client: {
                            name: string;
                            return_url?: string;
                        };
                        /** Format: date-time */
                        session_expires_at: string;
                        policy_version: string;
                        status: string;
                        acting_as?: string;
                        needs_guardian?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMeAccessLog: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            at: string;
                            who: {
                                kind: string;
                                name: string;
                            };
                            action: string;
                            action_title: string;
                            purpose: string;
                            purpose_title: string;
                            decision: string;
                            details: {
                                [key: string]: string;
                            };
                        }[];
                        next_cursor?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMeAccessLogEntryProof: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entry: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        event_id: string;
                        /** Format: int64 */
                        index: number;
                        /** Format: int64 */
                        size: number;
                        cosigned: boolean;
                        proof: string;
                        row: string;
                        salt: string;
                        log_key: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postMeCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMeConnections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        connections: {
                            /** Format: uuid */
                            connection_id: string;
                            program: string;
                            title: string;
                            kind: string;
                            state: string;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            connected_at?: string;
                            /** Format: date-time */
                            last_data_at?: string;
                            problem?: {
                                code: string;
                                text: string;
                            };
                            history: {
                                state: string;
                                /** Format: date-time */
                                from?: string;
                                /** Format: int32 */
                                percent: number;
                                /** Format: int64 */
                                samples: number;
                            };
                            /** Format: int64 */
                            live_samples: number;
                            grants: {
                                category: string;
                                purpose: string;
                                recipient: string;
                                granted: boolean;
                                /** Format: date-time */
                                since: string;
                            }[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postMeConnections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    program: string;
                    grants: {
                        category: string;
                        purpose: string;
                    }[];
                    zone?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        connection_id: string;
                        authorize_url?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteMeConnectionsConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        receipt_token: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMeConsents: {
        parameters: {
            query?: {
                /** @description fhir for a FHIR R4 Bundle of Consent */
                format?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        events: {
                            /** Format: date-time */
                            at: string;
                            /** Format: uuid */
                            connection_id: string;
                            program_title: string;
                            category: string;
                            purpose: string;
                            recipient: string;
                            decision: string;
                            wording_version: string;
                            channel: string;
                            language?: string;
                            captured_by?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMeContact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name?: string;
                        email?: string;
                        phone?: string;
                        address?: string[];
                        payment?: {
                            provider: string;
                            token: string;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putMeContact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    email?: string;
                    phone?: string;
                    address?: string[];
                    payment?: {
                        provider: string;
                        token: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name?: string;
                        email?: string;
                        phone?: string;
                        address?: string[];
                        payment?: {
                            provider: string;
                            token: string;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMeDaily: {
        parameters: {
            query?: {
                /** @description a metric's code */
                metric?: string;
                /** @description first local day */
                from?: string;
                /** @description last local day */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        metric: string;
                        unit: string;
                        days: {
                            day: string;
                            value: number;
                            /** Format: int64 */
                            count: number;
                            min: number;
                            max: number;
                            minutes_by_code?: {
                                [key: string]: number;
                            };
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMeImports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        imports: {
                            /** Format: uuid */
                            import_id: string;
                            program: string;
                            state: string;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: int32 */
                            percent: number;
                            name?: string;
                            problem?: {
                                code: string;
                                text: string;
                            };
                            report?: {
                                format: string;
                                /** Format: int64 */
                                rows_read: number;
                                /** Format: int64 */
                                samples_new: number;
                                /** Format: int64 */
                                samples_known: number;
                                /** Format: int64 */
                                samples_updated: number;
                                /** Format: int64 */
                                samples_not_allowed: number;
                                rows_ignored: {
                                    reason: string;
                                    text: string;
                                    /** Format: int64 */
                                    rows: number;
                                    first_lines?: number[];
                                }[];
                                rows_refused: {
                                    reason: string;
                                    text: string;
                                    /** Format: int64 */
                                    rows: number;
                                    first_lines?: number[];
                                }[];
                                metrics: {
                                    metric: string;
                                    title: string;
                                    /** Format: int64 */
                                    samples: number;
                                }[];
                                /** Format: date-time */
                                first?: string;
                                /** Format: date-time */
                                last?: string;
                                note?: string;
                            };
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postMeImports: {
        parameters: {
            query?: {
                /** @description a Program that reads files */
                program?: string;
                /** @description IANA time zone of the device */
                zone?: string;
                /** @description whose rows, if the file holds several people */
                person?: string;
                /** @description the file's name, for you */
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
                "text/csv": string;
                "text/plain": string;
                "text/tab-separated-values": string;
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        import_id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMeImportsImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        import_id: string;
                        program: string;
                        state: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: int32 */
                        percent: number;
                        name?: string;
                        problem?: {
                            code: string;
                            text: string;
                        };
                        report?: {
                            format: string;
                            /** Format: int64 */
                            rows_read: number;
                            /** Format: int64 */
                            samples_new: number;
                            /** Format: int64 */
                            samples_known: number;
                            /** Format: int64 */
                            samples_updated: number;
                            /** Format: int64 */
                            samples_not_allowed: number;
                            rows_ignored: {
                                reason: string;
                                text: string;
                                /** Format: int64 */
                                rows: number;
                                first_lines?: number[];
                            }[];
                            rows_refused: {
                                reason: string;
                                text: string;
                                /** Format: int64 */
                                rows: number;
                                first_lines?: number[];
                            }[];
                            metrics: {
                                metric: string;
                                title: string;
                                /** Format: int64 */
                                samples: number;
                            }[];
                            /** Format: date-time */
                            first?: string;
                            /** Format: date-time */
                            last?: string;
                            note?: string;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMeMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        metrics: {
                            metric: string;
                            title: string;
                            category: string;
                            category_title: string;
                            unit: string;
                            daily: string;
                            codes?: string[];
                            sources: {
                                /** Format: uuid */
                                connection_id: string;
                                program: string;
                                /** Format: date-time */
                                first: string;
                                /** Format: date-time */
                                last: string;
                                /** Format: int64 */
                                samples: number;
                            }[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMeNotice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        notice: {
                            /** Format: uuid */
                            notice_id: string;
                            service: string;
                            territory: string;
                            title: string;
                            /** Format: int32 */
                            edition: number;
                            /** Format: date-time */
                            updated: string;
                            policy_version: string;
                            text_hash: string;
                            url: string;
                        };
                        in_short: string[];
                        shown: boolean;
                        shown_before: {
                            notice: {
                                /** Format: uuid */
                                notice_id: string;
                                service: string;
                                territory: string;
                                title: string;
                                /** Format: int32 */
                                edition: number;
                                /** Format: date-time */
                                updated: string;
                                policy_version: string;
                                text_hash: string;
                                url: string;
                            };
                            /** Format: date-time */
                            shown_at: string;
                        }[];
                        come: string[];
                        gone: string[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postMeNoticeSeen: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    notice_id: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getMePermissions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        permissions: {
                            /** Format: uuid */
                            connection_id: string;
                            program_title: string;
                            category: string;
                            category_title: string;
                            purpose: string;
                            purpose_title: string;
                            recipient: string;
                            recipient_title: string;
                            granted: boolean;
                            /** Format: date-time */
                            since: string;
                            ask_again?: string[];
                            apart?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putMePermissions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    connection_id: string;
                    category: string;
                    purpose: string;
                    granted: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        permissions: {
                            /** Format: uuid */
                            connection_id: string;
                            program_title: string;
                            category: string;
                            category_title: string;
                            purpose: string;
                            purpose_title: string;
                            recipient: string;
                            recipient_title: string;
                            granted: boolean;
                            /** Format: date-time */
                            since: string;
                            ask_again?: string[];
                            apart?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMePreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ask: boolean;
                        gpc: boolean;
                        choices: {
                            code: string;
                            title: string;
                            description: string;
                            decision: string;
                            method?: string;
                            /** Format: date-time */
                            since?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putMePreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    choices: {
                        [key: string]: boolean;
                    };
                    method: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ask: boolean;
                        gpc: boolean;
                        choices: {
                            code: string;
                            title: string;
                            description: string;
                            decision: string;
                            method?: string;
                            /** Format: date-time */
                            since?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMePrograms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        programs: {
                            code: string;
                            title: string;
                            description: string;
                            homepage?: string;
                            kind: string;
                            /** Format: int32 */
                            history_days: number;
                            connected: boolean;
                            categories: {
                                code: string;
                                title: string;
                                description: string;
                                what_is_collected: string;
                                purposes: {
                                    code: string;
                                    title: string;
                                    description: string;
                                    recipient: {
                                        code: string;
                                        title: string;
                                    };
                                    lawful_basis: string;
                                    retention: string;
                                }[];
                            }[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postMeRevocation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    confirm: string;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        receipt_token: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMeSamples: {
        parameters: {
            query?: {
                /** @description a metric's code */
                metric?: string;
                /** @description samples that start at or after it */
                from?: string;
                /** @description samples that start before it */
                to?: string;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description 1 to 5000, else 1000 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        samples: {
                            metric: string;
                            /** Format: date-time */
                            start: string;
                            /** Format: date-time */
                            end?: string;
                            value?: number;
                            code?: string;
                            /** Format: int32 */
                            offset_minutes?: number;
                            source: {
                                /** Format: uuid */
                                connection_id: string;
                                program: string;
                            };
                            record?: string;
                        }[];
                        next_cursor?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postOauthToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": string;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access_token: string;
                        token_type: string;
                        /** Format: int64 */
                        expires_in: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getOpenapiJson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getPrivacy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getPrivacyServiceTerritory: {
        parameters: {
            query?: {
                /** @description the newest if left out */
                edition?: number;
            };
            header?: never;
            path: {
                service: string;
                territory: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getPrivacyServiceTerritoryHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                service: string;
                territory: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getReceiptsToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        state: string;
                        steps: {
                            step: string;
                            text: string;
                            state: string;
                            /** Format: date-time */
                            at?: string;
                        }[];
                        receipt?: unknown;
                        receipt_text?: string;
                        signature?: string;
                        public_key?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStaffAccess: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accounts: {
                            /** Format: uuid */
                            account_id: string;
                            /** Format: uuid */
                            log_id: string;
                            name: string;
                            status: string;
                            roles: string[];
                            purposes: string[];
                            categories: string[];
                            /** Format: date-time */
                            ends_at?: string;
                            /** Format: date-time */
                            trained_until?: string;
                            /** Format: date-time */
                            last_act_at?: string;
                            doors: {
                                /** Format: uuid */
                                access_id: string;
                                kind: string;
                                /** Format: uuid */
                                client_id: string;
                                /** Format: uuid */
                                member_id?: string;
                                /** Format: date-time */
                                expires_at: string;
                            }[];
                        }[];
                        roles: {
                            code: string;
                            title: string;
                            limited: boolean;
                            permissions: {
                                [key: string]: string[];
                            };
                        }[];
                        permissions: {
                            name: string;
                            title: string;
                            room: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStaffAccounts: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accounts: {
                            /** Format: uuid */
                            account_id: string;
                            name: string;
                            email: string;
                            status: string;
                            roles: string[];
                            purposes: string[];
                            categories: string[];
                            /** Format: date-time */
                            starts_at: string;
                            /** Format: date-time */
                            ends_at?: string;
                            /** Format: date-time */
                            trained_until?: string;
                        }[];
                        next_cursor?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffAccounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    email: string;
                    roles: string[];
                    /** Format: date-time */
                    starts_at?: string;
                    /** Format: date-time */
                    ends_at?: string;
                    purposes?: string[];
                    categories?: string[];
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        account_id: string;
                        url: string;
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStaffAccountsAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        account_id: string;
                        name: string;
                        email: string;
                        status: string;
                        roles: string[];
                        purposes: string[];
                        categories: string[];
                        /** Format: date-time */
                        starts_at: string;
                        /** Format: date-time */
                        ends_at?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putStaffAccountsAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    roles?: string[];
                    purposes?: string[];
                    categories?: string[];
                    /** Format: date-time */
                    ends_at?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteStaffAccountsAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        receipt_token: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffAccountsAccountEnd: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffAccountsAccountInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        account_id: string;
                        url: string;
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStaffAccountsAccountTraining: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        trainings: {
                            /** Format: uuid */
                            training_id: string;
                            course: string;
                            /** Format: date */
                            completed_on: string;
                            /** Format: date-time */
                            valid_until: string;
                            /** Format: date-time */
                            recorded_at: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffAccountsAccountTraining: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    course: string;
                    /** Format: date */
                    completed_on: string;
                    /** Format: date-time */
                    valid_until?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getStaffAgreements: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        agreements: {
                            /** Format: uuid */
                            agreement_id: string;
                            /** Format: uuid */
                            client_id: string;
                            kind: string;
                            reference: string;
                            /** Format: date */
                            signed_on: string;
                            /** Format: date-time */
                            valid_until?: string;
                            /** Format: date-time */
                            recorded_at: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffAgreements: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    client_id: string;
                    /** @enum {string} */
                    kind: "dpa" | "baa";
                    reference: string;
                    /** Format: date */
                    signed_on: string;
                    /** Format: date-time */
                    valid_until?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        agreement_id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStaffAudit: {
        parameters: {
            query?: {
                /** @description a moment, the earliest */
                from?: string;
                /** @description a moment, before which it was */
                until?: string;
                /** @description a permission's name, such as timeseries.read */
                action?: string;
                purpose?: string;
                /** @description such as client, member, staff.director */
                role?: string;
                /** @description permit or refuse */
                decision?: string;
                /** @description a request's id */
                request?: string;
                /** @description a Client's id */
                client?: string;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: {
                            /** Format: uuid */
                            event_id: string;
                            /** Format: date-time */
                            at: string;
                            role: string;
                            role_title: string;
                            /** Format: uuid */
                            actor_id?: string;
                            action: string;
                            title: string;
                            purpose: string;
                            decision: string;
                            reason?: string;
                            /** Format: uuid */
                            person?: string;
                            /** Format: uuid */
                            client_id?: string;
                            /** Format: uuid */
                            request_id: string;
                        }[];
                        next_cursor?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStaffAuditIntegrity: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        log_key: string;
                        /** Format: int64 */
                        signed_rows: number;
                        /** Format: int64 */
                        waiting_rows: number;
                        /** Format: int64 */
                        cosigned_rows: number;
                        /** Format: int64 */
                        anomalies: number;
                        /** Format: date-time */
                        signed_at?: string;
                        witnesses: {
                            name: string;
                            url: string;
                        }[];
                        noticed: string[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStaffAuditRefused: {
        parameters: {
            query?: {
                /** @description a moment, the earliest */
                from?: string;
                /** @description a moment, before which it was */
                until?: string;
                /** @description a permission's name, such as timeseries.read */
                action?: string;
                purpose?: string;
                /** @description such as client, member, staff.director */
                role?: string;
                /** @description a request's id */
                request?: string;
                /** @description a Client's id */
                client?: string;
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: {
                            /** Format: uuid */
                            event_id: string;
                            /** Format: date-time */
                            at: string;
                            role: string;
                            role_title: string;
                            /** Format: uuid */
                            actor_id?: string;
                            action: string;
                            title: string;
                            purpose: string;
                            decision: string;
                            reason?: string;
                            /** Format: uuid */
                            person?: string;
                            /** Format: uuid */
                            client_id?: string;
                            /** Format: uuid */
                            request_id: string;
                        }[];
                        next_cursor?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStaffClients: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        clients: {
                            /** Format: uuid */
                            client_id: string;
                            name: string;
                            status: string;
                            agreement_on_file: boolean;
                            /** Format: date-time */
                            agreement_until?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffClientsClientAccounts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    email: string;
                    roles: string[];
                    /** Format: date-time */
                    starts_at?: string;
                    /** Format: date-time */
                    ends_at?: string;
                    purposes?: string[];
                    categories?: string[];
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        account_id: string;
                        url: string;
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffClientsClientKeyRotation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffClientsClientSupportAccess: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                    text: string;
                    /** Format: int32 */
                    minutes: number;
                    /** Format: uuid */
                    for_account?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        access_id: string;
                        /** Format: date-time */
                        expires_at: string;
                        /** Format: date-time */
                        review_by?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStaffColleagues: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        colleagues: {
                            /** Format: uuid */
                            account_id: string;
                            name: string;
                            roles: string[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStaffConsents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        shown: boolean;
                        /** Format: int64 */
                        people?: number;
                        cells: {
                            purpose: string;
                            category: string;
                            /** Format: int64 */
                            people?: number;
                        }[];
                        purposes: {
                            code: string;
                            title: string;
                            recipient?: string;
                        }[];
                        categories: {
                            code: string;
                            title: string;
                            recipient?: string;
                        }[];
                        rule: {
                            /** Format: int32 */
                            cell_min: number;
                            /** Format: int32 */
                            round_to: number;
                            /** Format: int32 */
                            population_min: number;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStaffExceptionalAccess: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access: {
                            /** Format: uuid */
                            access_id: string;
                            kind: string;
                            /** Format: uuid */
                            client_id: string;
                            /** Format: uuid */
                            member_id?: string;
                            opened_by?: string;
                            used_by?: string;
                            text?: string;
                            role: string;
                            reason: string;
                            reason_title: string;
                            mine: boolean;
                            /** Format: date-time */
                            opened_at: string;
                            /** Format: date-time */
                            expires_at: string;
                            /** Format: date-time */
                            ended_at?: string;
                            /** Format: date-time */
                            review_by?: string;
                            /** Format: date-time */
                            reviewed_at?: string;
                            outcome?: string;
                            review?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffExceptionalAccessAccessEnd: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                access: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffExceptionalAccessAccessReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                access: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    outcome: "justified" | "not_justified";
                    text: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getStaffFactors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        totp: boolean;
                        passkeys: {
                            /** Format: uuid */
                            passkey_id: string;
                            label: string;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            used_at?: string;
                        }[];
                        /** Format: int64 */
                        recovery_codes_left: number;
                        /** Format: date-time */
                        password_at?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        email: string;
                        roles: string[];
                        /** Format: date-time */
                        expires_at: string;
                        totp: {
                            secret: string;
                            uri: string;
                        };
                        passkey: {
                            challenge: string;
                            rp_id: string;
                            rp_name: string;
                            user_id: string;
                            user_name: string;
                            user_display_name: string;
                            algorithms: number[];
                            exclude_ids: string[];
                            /** Format: int32 */
                            timeout_ms: number;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffInvitationAcceptance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    password: string;
                    totp_code?: string;
                    passkey?: {
                        id: string;
                        client_data_json: string;
                        authenticator_data: string;
                    };
                    passkey_label?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        session: {
                            /** Format: uuid */
                            account_id: string;
                            second_factor: string;
                            /** Format: date-time */
                            idle_until: string;
                            /** Format: date-time */
                            ends_at: string;
                        };
                        recovery_codes: string[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStaffKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        tenants: number;
                        /** Format: int64 */
                        tenant_keys: number;
                        /** Format: int64 */
                        person_keys: number;
                        /** Format: int64 */
                        destroyed_keys: number;
                        /** Format: int64 */
                        left_to_rewrap: number;
                        locked_memory: boolean;
                        /** Format: int32 */
                        retire_days: number;
                        roots: {
                            root: string;
                            held_here: boolean;
                            by_kms: boolean;
                            /** Format: int64 */
                            tenant_keys: number;
                            /** Format: date-time */
                            since: string;
                        }[];
                        versions: {
                            /** Format: uuid */
                            client_id: string;
                            house: boolean;
                            purpose: string;
                            state: string;
                            /** Format: int32 */
                            version: number;
                            /** Format: date-time */
                            made_at: string;
                            /** Format: date-time */
                            since: string;
                            /** Format: int64 */
                            person_keys: number;
                        }[];
                        backups: {
                            configured: boolean;
                            /** Format: int64 */
                            count: number;
                            /** Format: date-time */
                            newest_at?: string;
                            /** Format: date-time */
                            oldest_at?: string;
                            /** Format: int32 */
                            kept_days: number;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStaffMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        account_id: string;
                        name: string;
                        email: string;
                        side: string;
                        /** Format: uuid */
                        client_id?: string;
                        roles: {
                            code: string;
                            title: string;
                        }[];
                        permissions: {
                            [key: string]: string[];
                        };
                        purposes: string[];
                        categories: string[];
                        /** Format: date-time */
                        second_factor_at: string;
                        /** Format: date-time */
                        step_up_until: string;
                        /** Format: date-time */
                        idle_until: string;
                        /** Format: date-time */
                        ends_at: string;
                        trained: boolean;
                        trainings: {
                            /** Format: uuid */
                            training_id: string;
                            course: string;
                            /** Format: date */
                            completed_on: string;
                            /** Format: date-time */
                            valid_until: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffMembersMemberBreakGlass: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                    text: string;
                    /** Format: int32 */
                    minutes: number;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        access_id: string;
                        /** Format: date-time */
                        expires_at: string;
                        /** Format: date-time */
                        review_by?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffMembersMemberHolds: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                    owner: string;
                    /** Format: date */
                    review_on: string;
                    record_class?: string;
                    /** Format: uuid */
                    record_id?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        hold_id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffMembersMemberHoldsHoldRelease: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member: string;
                hold: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    why: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    putStaffMembersMemberRestriction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteStaffMembersMemberRestriction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getStaffMembersMemberRetention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        member_id: string;
                        /** Format: uuid */
                        client_id: string;
                        state: string;
                        restricted: boolean;
                        holds: {
                            /** Format: uuid */
                            member_id: string;
                            /** Format: uuid */
                            client_id: string;
                            /** Format: uuid */
                            hold_id: string;
                            kind: string;
                            record_class?: string;
                            title?: string;
                            /** Format: uuid */
                            record_id?: string;
                            reason: string;
                            owner: string;
                            /** Format: date-time */
                            review_at: string;
                            /** Format: date-time */
                            placed_at: string;
                            overdue: boolean;
                            /** Format: date-time */
                            released_at?: string;
                            released_why?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffMembersMemberReviews: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    record_class: string;
                    /** Format: uuid */
                    record_id: string;
                    /** @enum {string} */
                    decision: "keep" | "destroy";
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getStaffNotices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        notices: {
                            /** Format: uuid */
                            notice_id: string;
                            role: string;
                            kind: string;
                            /** Format: uuid */
                            access_id: string;
                            /** Format: date-time */
                            at: string;
                            /** Format: date-time */
                            seen_at?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffNoticesNoticeSeen: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                notice: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffPasskeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    label: string;
                    passkey: {
                        id: string;
                        client_data_json: string;
                        authenticator_data: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        passkey_id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffPasskeysChallenge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        challenge: string;
                        rp_id: string;
                        rp_name: string;
                        user_id: string;
                        user_name: string;
                        user_display_name: string;
                        algorithms: number[];
                        exclude_ids: string[];
                        /** Format: int32 */
                        timeout_ms: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteStaffPasskeysPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                passkey: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    putStaffPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    current: string;
                    new: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getStaffPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        in_force: string;
                        versions: {
                            version: string;
                            /** Format: date-time */
                            first_at: string;
                            in_force: boolean;
                        }[];
                        taken: {
                            /** Format: date-time */
                            at: string;
                            how: string;
                            decision: string;
                            version?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStaffPolicyChanges: {
        parameters: {
            query?: {
                /** @description a version */
                from?: string;
                /** @description a version */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        from: string;
                        to: string;
                        readable: boolean;
                        changes: {
                            rule: string;
                            words: string;
                            needs: string;
                        }[];
                        files: string[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        recovery_codes: string[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStaffRetentionCalendar: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        due: {
                            month: string;
                            /** Format: uuid */
                            client_id?: string;
                            record_class: string;
                            title: string;
                            action: string;
                            /** Format: int64 */
                            records: number;
                        }[];
                        classes: {
                            code: string;
                            title: string;
                            trigger: string;
                            period: string;
                            action: string;
                            basis: string;
                            statutory: boolean;
                            bound: boolean;
                        }[];
                        /** Format: date-time */
                        until: string;
                        /** Format: date-time */
                        last_run?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStaffRetentionWaiting: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        holds: {
                            /** Format: uuid */
                            member_id: string;
                            /** Format: uuid */
                            client_id: string;
                            /** Format: uuid */
                            hold_id: string;
                            kind: string;
                            record_class?: string;
                            title?: string;
                            /** Format: uuid */
                            record_id?: string;
                            reason: string;
                            owner: string;
                            /** Format: date-time */
                            review_at: string;
                            /** Format: date-time */
                            placed_at: string;
                            overdue: boolean;
                            /** Format: date-time */
                            released_at?: string;
                            released_why?: string;
                        }[];
                        restricted: {
                            /** Format: uuid */
                            member_id: string;
                            /** Format: uuid */
                            client_id: string;
                        }[];
                        reviews: {
                            /** Format: uuid */
                            member_id: string;
                            /** Format: uuid */
                            client_id: string;
                            record_class: string;
                            title: string;
                            /** Format: uuid */
                            record_id: string;
                            /** Format: date-time */
                            opened_at: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffServiceUsersPersonBreakGlass: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                    text: string;
                    /** Format: int32 */
                    minutes: number;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        access_id: string;
                        /** Format: date-time */
                        expires_at: string;
                        /** Format: date-time */
                        review_by?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteStaffSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffSessionRenewal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        idle_until: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStaffSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sessions: {
                            /** Format: uuid */
                            session_id: string;
                            current: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            second_factor_at: string;
                            /** Format: date-time */
                            idle_until: string;
                            /** Format: date-time */
                            ends_at: string;
                            second_factor: string;
                            device: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteStaffSessionsSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        methods: string[];
                        passkey?: {
                            challenge: string;
                            rp_id: string;
                            allow_ids: string[];
                            /** Format: int32 */
                            timeout_ms: number;
                        };
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffSignInSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    totp_code?: string;
                    passkey?: {
                        id: string;
                        client_data_json: string;
                        authenticator_data: string;
                        signature: string;
                    };
                    recovery_code?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        account_id: string;
                        second_factor: string;
                        /** Format: date-time */
                        idle_until: string;
                        /** Format: date-time */
                        ends_at: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStaffStatistics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next_period: string;
                        /** Format: date-time */
                        due: string;
                        tables: string[];
                        last_period?: string;
                        /** Format: date-time */
                        last_published_at?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffStepUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    totp_code?: string;
                    passkey?: {
                        id: string;
                        client_data_json: string;
                        authenticator_data: string;
                        signature: string;
                    };
                    recovery_code?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        second_factor_at: string;
                        /** Format: date-time */
                        step_up_until: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffStepUpChallenge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        methods: string[];
                        passkey?: {
                            challenge: string;
                            rp_id: string;
                            allow_ids: string[];
                            /** Format: int32 */
                            timeout_ms: number;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putStaffTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    totp_code: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postStaffTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        secret: string;
                        uri: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStaffVocabulary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        roles: {
                            code: string;
                            title: string;
                            side: string;
                            limited: boolean;
                        }[];
                        courses: {
                            code: string;
                            title: string;
                            /** Format: int32 */
                            months: number;
                            required: boolean;
                        }[];
                        access: {
                            kind: string;
                            /** Format: int32 */
                            minutes_max: number;
                            reasons: {
                                code: string;
                                title: string;
                            }[];
                        }[];
                        purposes: {
                            code: string;
                            title: string;
                        }[];
                        categories: {
                            code: string;
                            title: string;
                        }[];
                        actions: {
                            code: string;
                            title: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getTlogCheckpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getTlogTileLevelA: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                level: string;
                a: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getTlogTileLevelAB: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                level: string;
                a: string;
                b: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getTlogTileLevelABC: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                level: string;
                a: string;
                b: string;
                c: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getTlogTileLevelABCD: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                level: string;
                a: string;
                b: string;
                c: string;
                d: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getV1AccessLog: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: {
                            /** Format: date-time */
                            at: string;
                            actor_kind: string;
                            action: string;
                            purpose: string;
                            decision: string;
                            reason?: string;
                            /** Format: uuid */
                            request_id: string;
                        }[];
                        next_cursor?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getV1Client: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        client_id: string;
                        name: string;
                        region: string;
                        status: string;
                        territory?: string;
                        agreement: {
                            on_file: boolean;
                            reference?: string;
                            /** Format: date-time */
                            until?: string;
                        };
                        webhook: {
                            url?: string;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getV1Members: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        members: {
                            /** Format: uuid */
                            member_id: string;
                            user_key: string;
                            /** Format: date-time */
                            created_at: string;
                            status: string;
                        }[];
                        next_cursor?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postV1Members: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    user_key: string;
                    /** Format: date */
                    birth_date?: string;
                    time_zone?: string;
                    guardian?: {
                        relationship: string;
                        evidence: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        member_id: string;
                        created: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getV1MembersMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        member_id: string;
                        user_key: string;
                        /** Format: date-time */
                        created_at: string;
                        status: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteV1MembersMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        receipt_token: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putV1MembersMemberBirthDate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date */
                    birth_date: string;
                    time_zone?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        standing: string;
                        closes: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postV1MembersMemberConnectTokens: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        token: string;
                        url: string;
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getV1MembersMemberConnections: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        connections: {
                            /** Format: uuid */
                            connection_id: string;
                            program: string;
                            title: string;
                            kind: string;
                            state: string;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            connected_at?: string;
                            /** Format: date-time */
                            last_data_at?: string;
                            problem?: {
                                code: string;
                                text: string;
                            };
                            history: {
                                state: string;
                                /** Format: date-time */
                                from?: string;
                                /** Format: int32 */
                                percent: number;
                                /** Format: int64 */
                                samples: number;
                            };
                            /** Format: int64 */
                            live_samples: number;
                            grants: {
                                category: string;
                                purpose: string;
                                recipient: string;
                                granted: boolean;
                                /** Format: date-time */
                                since: string;
                            }[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getV1MembersMemberConsents: {
        parameters: {
            query?: {
                /** @description fhir for a FHIR R4 Bundle of Consent */
                format?: string;
            };
            header?: never;
            path: {
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        events: {
                            /** Format: date-time */
                            at: string;
                            /** Format: uuid */
                            connection_id: string;
                            program_title: string;
                            category: string;
                            purpose: string;
                            recipient: string;
                            decision: string;
                            wording_version: string;
                            channel: string;
                            language?: string;
                            captured_by?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getV1MembersMemberContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name?: string;
                        email?: string;
                        phone?: string;
                        address?: string[];
                        payment?: {
                            provider: string;
                            token: string;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putV1MembersMemberContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    email?: string;
                    phone?: string;
                    address?: string[];
                    payment?: {
                        provider: string;
                        token: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name?: string;
                        email?: string;
                        phone?: string;
                        address?: string[];
                        payment?: {
                            provider: string;
                            token: string;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getV1MembersMemberDaily: {
        parameters: {
            query?: {
                /** @description a metric's code */
                metric?: string;
                /** @description first local day */
                from?: string;
                /** @description last local day */
                to?: string;
            };
            header?: never;
            path: {
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        metric: string;
                        unit: string;
                        days: {
                            day: string;
                            value: number;
                            /** Format: int64 */
                            count: number;
                            min: number;
                            max: number;
                            minutes_by_code?: {
                                [key: string]: number;
                            };
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postV1MembersMemberGuardianLinks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    relationship?: string;
                    evidence?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        token: string;
                        url: string;
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getV1MembersMemberMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        metrics: {
                            metric: string;
                            title: string;
                            category: string;
                            category_title: string;
                            unit: string;
                            daily: string;
                            codes?: string[];
                            sources: {
                                /** Format: uuid */
                                connection_id: string;
                                program: string;
                                /** Format: date-time */
                                first: string;
                                /** Format: date-time */
                                last: string;
                                /** Format: int64 */
                                samples: number;
                            }[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getV1MembersMemberSamples: {
        parameters: {
            query?: {
                /** @description a metric's code */
                metric?: string;
                /** @description samples that start at or after it */
                from?: string;
                /** @description samples that start before it */
                to?: string;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description 1 to 5000, else 1000 */
                limit?: number;
            };
            header?: never;
            path: {
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        samples: {
                            metric: string;
                            /** Format: date-time */
                            start: string;
                            /** Format: date-time */
                            end?: string;
                            value?: number;
                            code?: string;
                            /** Format: int32 */
                            offset_minutes?: number;
                            source: {
                                /** Format: uuid */
                                connection_id: string;
                                program: string;
                            };
                            record?: string;
                        }[];
                        next_cursor?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postV1MembersMemberSamples: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    samples: {
                        metric: string;
                        /** Format: date-time */
                        start: string;
                        /** Format: date-time */
                        end?: string;
                        value?: number;
                        code?: string;
                        /** Format: int32 */
                        offset_minutes?: number;
                        record?: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        accepted: number;
                        /** Format: int64 */
                        known: number;
                        /** Format: int64 */
                        updated: number;
                        /** Format: int64 */
                        not_allowed: number;
                        /** Format: int64 */
                        refused_total: number;
                        refused: {
                            /** Format: int64 */
                            index: number;
                            reason: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getV1Notices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        notices: {
                            /** Format: uuid */
                            notice_id: string;
                            service: string;
                            territory: string;
                            title: string;
                            /** Format: int32 */
                            edition: number;
                            /** Format: date-time */
                            updated: string;
                            policy_version: string;
                            text_hash: string;
                            url: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getV1NoticesServiceTerritory: {
        parameters: {
            query?: {
                /** @description the newest if left out */
                edition?: number;
            };
            header?: never;
            path: {
                service: string;
                territory: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        notice: {
                            /** Format: uuid */
                            notice_id: string;
                            service: string;
                            territory: string;
                            title: string;
                            /** Format: int32 */
                            edition: number;
                            /** Format: date-time */
                            updated: string;
                            policy_version: string;
                            text_hash: string;
                            url: string;
                        };
                        sections: {
                            heading: string;
                            lead?: string;
                            clauses: {
                                rule: string;
                                enforced_by: string;
                                text: string;
                                short_text?: string;
                            }[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getV1NoticesServiceTerritoryHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                service: string;
                territory: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        editions: {
                            notice: {
                                /** Format: uuid */
                                notice_id: string;
                                service: string;
                                territory: string;
                                title: string;
                                /** Format: int32 */
                                edition: number;
                                /** Format: date-time */
                                updated: string;
                                policy_version: string;
                                text_hash: string;
                                url: string;
                            };
                            come: string[];
                            gone: string[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postV1PageViews: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    page: string;
                    referrer?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getV1Preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ask: boolean;
                        gpc: boolean;
                        choices: {
                            code: string;
                            title: string;
                            description: string;
                            decision: string;
                            method?: string;
                            /** Format: date-time */
                            since?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putV1Preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    choices: {
                        [key: string]: boolean;
                    };
                    method: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ask: boolean;
                        gpc: boolean;
                        choices: {
                            code: string;
                            title: string;
                            description: string;
                            decision: string;
                            method?: string;
                            /** Format: date-time */
                            since?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteV1Preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getV1Samples: {
        parameters: {
            query?: {
                /** @description X-Next-Cursor of the page before */
                cursor?: string;
                /** @description about how many kilobytes a page, 1 to 4096; else 4096 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getV1Statistics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tables: {
                            table: string;
                            title: string;
                            unit: string;
                            dimension: string;
                            periods: {
                                period: string;
                                /** Format: date-time */
                                published_at: string;
                                shown: boolean;
                            }[];
                        }[];
                        rule: {
                            /** Format: int32 */
                            cell_min: number;
                            /** Format: int32 */
                            round_to: number;
                            /** Format: int32 */
                            population_min: number;
                            /** Format: int32 */
                            settle_days: number;
                            noise: boolean;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getV1StatisticsTable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        table: string;
                        title: string;
                        unit: string;
                        dimension: string;
                        releases: {
                            period: string;
                            /** Format: date-time */
                            published_at: string;
                            shown: boolean;
                            /** Format: int64 */
                            people?: number;
                            mean?: number;
                            cells: {
                                value: string;
                                title: string;
                                /** Format: int64 */
                                people?: number;
                                mean?: number;
                                suppressed: boolean;
                            }[];
                            /** Format: int32 */
                            cell_min: number;
                            /** Format: int32 */
                            round_to: number;
                            /** Format: int32 */
                            population_min: number;
                            noise: boolean;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getV1StatisticsTableCsv: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getV1SupportAccess: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        support_access: {
                            /** Format: uuid */
                            access_id: string;
                            kind: string;
                            role: string;
                            reason: string;
                            reason_title: string;
                            opened_by?: string;
                            used_by?: string;
                            text?: string;
                            /** Format: uuid */
                            member_id?: string;
                            /** Format: date-time */
                            opened_at: string;
                            /** Format: date-time */
                            expires_at: string;
                            /** Format: date-time */
                            ended_at?: string;
                            outcome?: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getV1Trust: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: string;
                        policy_version: string;
                        /** Format: date-time */
                        proven_at?: string;
                        proven_version?: string;
                        promises: {
                            id: string;
                            title: string;
                            text: string;
                            standing: string;
                            scenarios: string[];
                            observed: {
                                probe: string;
                                title: string;
                                outcome: string;
                                words: string;
                                /** Format: date-time */
                                since?: string;
                                /** Format: date-time */
                                last_seen?: string;
                            }[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getV1WebhookEvents: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        events: {
                            /** Format: uuid */
                            event_id: string;
                            type: string;
                            /** Format: date-time */
                            created_at: string;
                            state: string;
                            /** Format: int32 */
                            attempts: number;
                            /** Format: date-time */
                            next_attempt_at?: string;
                            /** Format: int32 */
                            last_status?: number;
                            /** Format: uuid */
                            member_id: string;
                        }[];
                        next_cursor?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postV1WebhookEventsEventRetry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        event_id: string;
                        state: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getVersion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: string;
                        policy_version: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getWebhooksProgramClient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                program: string;
                client: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postWebhooksProgramClient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                program: string;
                client: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
}
