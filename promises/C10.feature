@C10 @wip
Feature: C10 Mail and uploads are checked for malware before anybody opens them
  A scanner that is down holds files back.

  Scenario: An infected attachment, and a scanner that is down
    When a mail brings a test virus
    Then it is quarantined and reported
    When the scanner is down
    Then attachments wait, unopened
