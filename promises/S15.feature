@S15
Feature: S15 Incidents are investigated by authorised people on sound evidence
  The audit log shows deletions, edits and gaps. Each of its rows has a place in a log that is signed as a whole; whoever
  checks it learns what was done to it and where.

  Scenario: Nothing was touched
    Given an installation where Harbour Clinic has looked at Maria's measurements
    And all rows of its audit log have their places
    Then checking the audit log finds nothing

  Scenario Outline: The audit log is tampered with behind our back
    Given an installation where Harbour Clinic has looked at Maria's measurements
    And all rows of its audit log have their places
    When somebody who holds the database <tampers>
    Then checking the audit log finds a <finding> and says where
    And an exported copy says the same, without the database

    Examples:
      | tampers                                  | finding           |
      | deletes the row of that look             | deletion          |
      | edits the row of that look               | edit              |
      | swaps the places of two rows             | reorder           |
      | cuts off the last rows                   | truncation        |
      | drops the month's rows with their table  | missing partition |
      | takes out a place                        | gap               |

  Scenario: The whole log is put back to an earlier state, signatures and all
    Given an installation where Harbour Clinic has looked at Maria's measurements
    And all rows of its audit log have their places
    And a witness has co-signed the log
    When somebody who holds the database puts the whole log back
    Then checking the audit log against the witness's checkpoint finds a truncation and says where
    And the witness refuses to co-sign what is left

  Scenario: Maria proves an entry of her own log without us
    Given an installation where Harbour Clinic has looked at Maria's measurements
    And all rows of its audit log have their places
    When Maria downloads the proof of that look
    Then the proof holds, checked without server and database
    But with one letter of the entry changed it does not hold

  @wip
  Scenario: A row is taken from the audit log
    When a row of the audit log is deleted behind our back
    Then verification names the gap, and the workspace keeps the evidence
