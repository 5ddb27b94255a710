# Reports on uploads stand in for other case records; the service user's own record is proven as it is.
@C12
Feature: C12 Case records are kept 6 years from the last contact
  Each contact starts the clock again. Destruction is automatic, but for holds.

  Scenario: Six years, and a contact in the fifth
    Given an installation whose policy keeps the reports on uploads 6 years from the last contact
    And Maria has uploaded a file
    When 5 years pass
    And Maria uploads another file
    And 5 years pass
    Then both of Maria's reports are there
    When 370 days pass
    Then both of Maria's reports are destroyed, and the signed record says by which rule

  Scenario: A hold keeps what is due, until it ends
    Given an installation whose policy keeps the reports on uploads 6 years from the last contact
    And Maria has uploaded a file
    And a legal hold lies on Maria's reports
    When 7 years pass
    Then Maria's report is there, and the signed record says that one was held
    When the hold is released
    Then Maria's report is destroyed without anybody asking

  Scenario: A service user's record
    Given an installation of its own whose helpline Anna called
    When 5 years pass
    And Anna calls the helpline again
    Then her record is there the day before the six years end
    And it is destroyed after them without anybody asking
