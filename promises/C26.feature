@C26 @wip
Feature: C26 A manager's referral waits for the person's consent
  Which can be withdrawn at any time.

  Scenario: Consent withdrawn
    Given Anna agreed to her manager's referral
    When she withdraws
    Then work and sharing stop, and the manager sees the state only
