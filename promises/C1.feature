@C1
Feature: C1 Everything done with data has a stated reason
  Each access is for one purpose, and each purpose has its reason in law, an article by name. Without one nothing is done.

  Scenario: Each access on record says what it was for, and that has a reason in law
    Given Maria has connected direct measurements and shares her heart rate with Harbour Clinic
    When Harbour Clinic sends 10 heart rates for Maria
    Then Harbour Clinic gets Maria's heart rate by every reading
    And each entry of Maria's access record is for a purpose whose reason in law the notice names

  Scenario: A purpose that the policy takes away ends the access
    Given an installation of its own, where Maria shares her heart rate with Harbour Clinic
    When its operator no longer lets portals read for "share_with_client"
    Then Harbour Clinic is refused Maria's heart rate there, and the refusal is on record
    But Maria sees her heart rate there

  Scenario Outline: A policy with a gap is not taken: <gap>
    Given an installation of its own, where Maria shares her heart rate with Harbour Clinic
    When its operator changes <file> from "<from>" to "<to>"
    Then the check names <file>, the line, and says "<says>"
    And the policy in force stays, and the attempt is on record
    And Harbour Clinic gets Maria's heart rate there

    Examples:
      | gap                            | file            | from                     | to                       | says                         |
      | no reason in law               | purposes.yaml   | uk_gdpr: [6-1-a, 9-2-a], |                          | no basis under uk_gdpr       |
      | health data without Article 9  | purposes.yaml   | uk_gdpr: [6-1-b, 9-2-a]  | uk_gdpr: [6-1-b]         | no condition of Article 9(2) |
      | a permission without a purpose | access.yaml     | timeseries.read: [self]  | timeseries.read: []      | has no purpose               |
      | a category without retention   | categories.yaml | retention: until_revoked | retention: some_day      | `some_day` is no rule        |
