@C8
Feature: C8 Contract referrals share what their contract says
  For each type of service the policy says which report goes to whom.

  Scenario: Another report than the policy has for the service
    Given Ruth of Mill has referred Anna to psychological services, and Anna has come in by her link
    And Anna agrees and lets Mill know the state
    And a case manager takes the work on, with Clara as her clinician
    Then Clara can write a "session_report" for it
    But Clara can write no "fitness_report" for it
    And Clara can write no "session_notes" for it

  Scenario: Counselling is reported to nobody
    Given Ruth of Mill has referred Anna to eap counselling, and Anna has come in by her link
    And Anna agrees and lets Mill know the state
    And a case manager takes the work on, with Clara as her clinician
    Then Clara can write no "session_report" for it

  Scenario: A service that the contract does not cover
    Given Ruth of Mill manages people there
    Then Ruth cannot refer anybody to fitness to work
