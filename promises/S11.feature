@S11
Feature: S11 Data that outlived their use are destroyed within 60 days
  A clock runs from the end of a contract or use. What it ends is destroyed by the server itself, by the one way in which data
  are erased here, and there is a signed proof of it. The operator can see beforehand what falls due.

  Scenario: The end of a contract
    Given an installation of its own with Cove Clinic and its Members Maria and Tom, who have data here
    When Cove Clinic's contract ends
    Then Cove Clinic and its Members can read nothing from that moment on
    And the calendar says when everything of Cove Clinic is due, at the latest 60 days from now
    When 60 days pass
    Then nothing of Maria and Tom is left in any table or file
    And Cove Clinic's receipt for the end of its use is valid and counts 2 Members

  Scenario: A contract that is taken up again in time
    Given an installation of its own with Cove Clinic and its Members Maria and Tom, who have data here
    When Cove Clinic's contract ends
    And 30 days pass
    And Cove Clinic's contract is taken up again
    And 60 days pass
    Then Cove Clinic still finds Maria and Tom

  Scenario: What was told to a Client is not kept for ever
    Given an installation of its own with Cove Clinic and its Members Maria and Tom, who have data here
    When 89 days pass
    Then the notices of before are still listed for Cove Clinic
    When 3 days pass
    Then they are gone, and the signed record of that day's run counts them

  Scenario: The account of a colleague who left
    Given an installation of its own where Ida worked, and left
    When 5 years pass
    Then her account still says who she was
    When 370 days pass
    Then nothing says any more who she was
