@D17 @wip
Feature: D17 Children are protected
  Nobody under 13 without a parent's consent, and nobody under the age the policy sets; what is found is removed.

  Scenario: A birth date that is found later
    Given a Member turns out to be 12
    When the discovery is recorded
    Then the data are removed, the account is closed and the Client is told
