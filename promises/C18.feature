@C18 @wip
Feature: C18 In danger, only what is necessary is disclosed
  With a reason, the consultation, and a second clinician.

  Scenario: Without a second clinician
    When a safeguarding disclosure has one clinician
    Then it does not leave
