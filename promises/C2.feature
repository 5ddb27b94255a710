@C2 @wip
Feature: C2 A service user's record holds what the service needs
  Eligibility is checked by code against the organisation's contract.

  Scenario: An access code of an ended contract
    When somebody calls with a code whose contract has ended
    Then no record is made
