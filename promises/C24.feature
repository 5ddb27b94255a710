@C24 @wip
Feature: C24 Hub accounts end with the organisation's contract
  Or on request at once.

  Scenario: The end of the contract
    When the organisation's contract ends
    Then its Hub accounts are erased
