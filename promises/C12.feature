@C12 @wip
Feature: C12 Case records are kept 6 years from the last contact
  Each contact starts the clock again.

  Scenario: Six years, and a contact in the fifth
    Given the last contact was 5 years ago
    When Anna calls again and 6 years pass
    Then her record is destroyed, and not a day before
