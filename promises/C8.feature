@C8 @wip
Feature: C8 Contract referrals share what their contract says
  For each type of service the policy says which report goes to whom.

  Scenario: Another report than the contract names
    When a fitness-to-work case sends session notes
    Then it is refused
