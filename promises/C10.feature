@C10
Feature: C10 Mail and uploads are checked for malware before anybody opens them
  A scanner that is down holds files back.

  Scenario: An attachment is checked, then opened
    Given the scanner is at work
    When Anna writes by mail and attaches a letter
    Then the desk sees what she wrote at once
    And once the letter was checked, the desk can open it
    And the desk sees that the mailbox is read

  Scenario: An infected attachment
    Given the scanner is at work
    When somebody writes by mail and attaches a test virus inside an archive
    Then the desk sees who wrote, and that the file is infected
    And nobody can open it
    And it is reported to the desk, and counted

  Scenario: A scanner that is down
    Given the scanner is down
    When Anna writes by mail and attaches a letter
    Then the desk sees what she wrote at once
    And the attachment is held back, and nobody can open it
    When the scanner is back
    Then once the letter was checked, the desk can open it

  Scenario: A mail that is a page and no text
    Given the scanner is down
    When Anna writes by mail, as a page and not as text
    Then the desk sees her words and where her link leads, and is told that something was hidden
    And the page itself is a closed file
    And nobody can open it

  Scenario: A mail bomb
    When a mail brings ten thousand parts
    Then the desk sees who wrote, and the whole message is held back
    And nobody can open it

  Scenario: A form with a virus
    Given the scanner is at work
    And Ruth of Mill manages people there
    When she uploads a form with a test virus
    Then the desk sees that the form is infected, and nobody can open it

  Scenario: A form while the scanner is down
    Given the scanner is down
    And Ruth of Mill manages people there
    When she uploads a filled form
    Then nobody can open the form
    When the scanner is back
    Then once the form was checked, the desk reads it and finds the person
